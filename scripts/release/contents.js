import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { releaseField } from '../binary/java-runtime.js';
import { hasCode } from '../shared/has-code.js';
import { sha256IfThere, sha256Of } from '../shared/sha256-of.js';
import { namesOf } from './names-of.js';

const part = z.object({
  version: z.string(),
  /** The package from which it was taken, and its hash. */
  package: z.string().optional(),
  sha256: z.string().optional(),
});
const contentsFile = z.object({
  executable: z.object({ sha256: z.string() }),
  node: part,
  java: part.extend({
    /** The JDK from which jlink made it. */
    jdk: z.string().optional(),
  }),
  hazelcast: z.object({ version: z.string() }),
  payload: z.object({ sha256: z.string() }),
});

/** @typedef {z.infer<typeof contentsFile>} Contents what is in an executable */
/** @typedef {Pick<import('../shared/targets.js').PinnedNode, 'package' | 'version' | 'sha256'>} PinnedPackage */

/**
 * Writes beside an executable what is in it: DIRECTORY/distq-TARGET.contents.json.
 * @param {object} parts
 * @param {string} parts.target
 * @param {{ node: PinnedPackage, java: PinnedPackage }} parts.pinned as in packaging/targets.json
 * @param {import('../binary/java-runtime.js').JavaOrigin} parts.java
 * @param {string} parts.hazelcast version
 * @param {string} parts.payload path of what is packed into the executable
 * @param {string} parts.directory
 */
export async function writeContents({ target, pinned, java, hazelcast, payload, directory }) {
  const { node } = pinned;
  /** @type {Contents} */
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
 * @param {string} directory
 * @param {string} target
 * @returns {Promise<Contents | undefined>} what `writeContents` wrote; undefined if that or the executable is missing
 * @throws Error if it belongs to another build
 */
export async function readContents(directory, target) {
  const file = fileOf(directory, target);
  const text = await readFile(file, 'utf8').catch((/** @type {unknown} */ error) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const contents = contentsFile.parse(JSON.parse(text));
  const { built } = namesOf(target);
  const sha256 = await sha256IfThere(join(directory, built));
  if (sha256 === undefined) return undefined;
  if (contents.executable.sha256 !== sha256)
    throw new Error(`${file} belongs to another build than ${built}: npm run build:binary -- ${target}`);
  return contents;
}

/**
 * @param {string} directory
 * @param {string} target
 */
function fileOf(directory, target) {
  return join(directory, `distq-${target}.contents.json`);
}

/**
 * The path of a JDK means nothing on another machine; its file `release` does.
 * @param {import('../binary/java-runtime.js').JavaOrigin} java
 * @param {PinnedPackage} pinned
 */
async function originOf({ from }, pinned) {
  const name = `${pinned.package} ${pinned.version}`;
  if (from === name) return { package: name, sha256: pinned.sha256 };
  const fields = ['IMPLEMENTOR', 'JAVA_RUNTIME_VERSION'].map((key) => releaseField(from, key));
  return { jdk: (await Promise.all(fields)).filter((field) => field !== undefined).join(' ') || 'unknown' };
}
