import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSources } from '../bundle.js';

const hazelcastVersion = '5.7.0';
const classCachePath = 'classes.aot';

/**
 * Adds to a payload with a Java what else members are started from: Hazelcast's jar, their launcher and, where that Java runs on this
 * machine, a class cache trained with the flags that members are started with.
 * @param {{ directory: string, target: string, thisMachine: string, java: string, into: string }} options `directory` has `java/` in it
 * @returns what the manifest says beside the files
 */
export async function fillPayload({ directory, target, thisMachine, java, into }) {
  const sources = await memberSources(into);
  const progress = (text) => console.log(`  ${text}`);
  const paths = { javaPath: target.startsWith('win32') ? 'java/bin/java.exe' : 'java/bin/java' };
  Object.assign(paths, { jarPath: `hazelcast-${hazelcastVersion}.jar`, launcherPath: 'launcher.jar' });
  await copyFile(
    await sources.findJar(hazelcastVersion, { env: process.env, progress }),
    join(directory, paths.jarPath),
  );
  await copyFile(
    await sources.installLauncher(sources.cacheDirectory(process.env)),
    join(directory, paths.launcherPath),
  );
  if (target !== thisMachine) {
    progress('the class cache is made at the first run: this machine cannot run that Java');
    return { hazelcast: hazelcastVersion, java, ...paths };
  }
  const training = join(into, 'training');
  await mkdir(training);
  await sources.trainClassCache(training, {
    format: 'aot-cache',
    java: {
      path: join(directory, paths.javaPath),
      version: java,
      major: sources.majorOf(java),
      from: 'executable',
    },
    hazelcastJar: join(directory, paths.jarPath),
    launcherJar: join(directory, paths.launcherPath),
    env: process.env,
  });
  await rename(join(training, sources.memberFiles.classCache), join(directory, classCachePath));
  return { hazelcast: hazelcastVersion, java, ...paths, classCachePath };
}

/** The parts of the program that members are started with; sources are TypeScript, which this script cannot import. */
async function memberSources(into) {
  const bundled = join(into, 'members.mjs');
  await bundleSources(bundled, 'scripts/binary/member-sources.ts');
  return await import(pathToFileURL(bundled).href);
}
