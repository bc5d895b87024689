import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSources } from '../build/bundle-sources.js';

const hazelcastVersion = '5.7.0';
const jarPath = `hazelcast-${hazelcastVersion}.jar`;
const launcherPath = 'launcher.jar';
const classCachePath = 'classes.aot';

/**
 * What the manifest contains besides the files. Paths are relative to the payload.
 * @typedef {{ hazelcast: string, java: string, javaPath: string, jarPath: string, launcherPath: string,
 * classCachePath?: string }} About
 */

/**
 * Adds the files for members to a payload with Java: Hazelcast's jar, the launcher and, if this machine can run that
 * Java, a class cache trained with the flags of members.
 * @param {{ directory: string, target: string, thisMachine: string, java: string, into: string }} options `directory`
 * contains `java/`
 * @returns {Promise<About>}
 */
export async function fillPayload({ directory, target, thisMachine, java, into }) {
  const sources = await memberSources(into);
  /** @param {string} text */
  const progress = (text) => {
    console.log(`  ${text}`);
  };
  const javaPath = target.startsWith('win32') ? 'java/bin/java.exe' : 'java/bin/java';
  const about = { hazelcast: hazelcastVersion, java, javaPath, jarPath, launcherPath };
  const hazelcastJar = join(directory, jarPath);
  const launcherJar = join(directory, launcherPath);
  await copyFile(await sources.findJar(hazelcastVersion, { env: process.env, progress }), hazelcastJar);
  await copyFile(await sources.installLauncher(sources.cacheDirectory(process.env)), launcherJar);
  if (target !== thisMachine) {
    progress('the class cache is made at the first run: this machine cannot run that Java');
    return about;
  }
  const training = join(into, 'training');
  await mkdir(training);
  await sources.trainClassCache(training, {
    format: 'aot-cache',
    java: {
      path: join(directory, javaPath),
      version: java,
      major: sources.majorOf(java),
      from: 'executable',
    },
    hazelcastJar,
    launcherJar,
    env: process.env,
  });
  await rename(join(training, sources.memberFiles.classCache), join(directory, classCachePath));
  return { ...about, classCachePath };
}

/**
 * The parts of the program that start members. They are TypeScript, which this script cannot import, so they are
 * bundled first.
 * @param {string} into directory
 */
async function memberSources(into) {
  const bundled = join(into, 'members.mjs');
  await bundleSources(bundled, 'scripts/binary/member-sources.ts');
  /** @type {unknown} */
  const sources = await import(pathToFileURL(bundled).href);
  if (!isMemberSources(sources)) throw new Error('scripts/binary/member-sources.ts was not bundled');
  return sources;
}

/**
 * @param {unknown} value
 * @returns {value is typeof import('./member-sources.ts')}
 */
function isMemberSources(value) {
  return typeof value === 'object' && value !== null && 'trainClassCache' in value;
}
