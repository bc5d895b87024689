import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseField } from '../binary/java-runtime.js';
import { sha256Of } from '../sha256-of.js';
import { namesOf } from './archive.js';

/**
 * Writes beside an executable what is in it: DIRECTORY/distq-TARGET.contents.json.
 * @param {{ target: string, pinned: object, java: { version: string, from: string }, hazelcast: string, payload: string, directory: string }} parts
 *   pinned: as in packaging/targets.json; java: as of `javaRuntime`; payload: path of what is packed into the executable
 */
export async function writeContents({ target, pinned, java, hazelcast, payload, directory }) {
  const { node } = pinned;
  const contents = {
    executable: { sha256: await sha256Of(join(directory, namesOf(target).built)) },
    node: { version: node.version, package: `${node.package} ${node.version}`, sha256: node.sha256 },
    java: { version: java.version, ...(await originOf(java, pinned.java)) },
    hazelcast: { version: hazelcast },
    payload: { sha256: await sha256Of(payload) },
  };
  await writeFile(fileOf(directory, target), `${JSON.stringify(contents, null, 2)}\n`);
}

/**
 * @returns what `writeContents` wrote; undefined where that or the executable is missing
 * @throws Error if it is that of another build
 */
export async function readContents(directory, target) {
  const file = fileOf(directory, target);
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const contents = JSON.parse(text);
  const { built } = namesOf(target);
  const sha256 = await sha256Of(join(directory, built));
  if (sha256 === undefined) return undefined;
  if (contents.executable.sha256 !== sha256)
    throw new Error(`${file} is of another build than ${built}: npm run build:binary -- ${target}`);
  return contents;
}

function fileOf(directory, target) {
  return join(directory, `distq-${target}.contents.json`);
}

/** The path of a JDK says nothing on another machine; its file `release` does. */
async function originOf({ from }, pinned) {
  const name = `${pinned.package} ${pinned.version}`;
  if (from === name) return { package: name, sha256: pinned.sha256 };
  const fields = ['IMPLEMENTOR', 'JAVA_RUNTIME_VERSION'].map((key) => releaseField(from, key));
  return { jdk: (await Promise.all(fields)).filter(Boolean).join(' ') || 'unknown' };
}
