import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sha256Of } from '../shared/sha256-of.js';

const run = promisify(execFile);

/** The Node.js that runs this script may be too old for Zstandard; the base of the executable has it. */
const compressScript = `
const { createReadStream, createWriteStream } = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { constants, createZstdCompress } = require('node:zlib');
const [from, to, level] = process.argv.slice(1);
const params = { [constants.ZSTD_c_compressionLevel]: Number(level), [constants.ZSTD_c_windowLog]: 26 };
pipeline(createReadStream(from), createZstdCompress({ params }), createWriteStream(to));
`;

/**
 * Packs a directory: the contents of its files one after the other, compressed, and a manifest that names them.
 * @param {{ directory: string, about: object, node: string, into: string, smallest: boolean }} options `node` runs on this machine and knows
 *   Zstandard; `smallest`: saves 7 % of the size, and takes twenty times as long
 * @returns {Promise<{ manifest: string, content: string }>} paths
 */
export async function packPayload({ directory, about, node, into, smallest }) {
  const files = [];
  const plain = join(into, 'payload');
  const target = await open(plain, 'w');
  try {
    for (const path of await filesOf(directory)) {
      const full = join(directory, path);
      const { size, mode } = await stat(full);
      files.push({ path, size, sha256: await sha256Of(full), executable: (mode & 0o100) !== 0 });
      await target.writeFile(await readFile(full));
    }
  } finally {
    await target.close();
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([about, files]))
    .digest('hex');
  const manifest = join(into, 'payload.json');
  const content = join(into, 'payload.zst');
  await writeFile(manifest, JSON.stringify({ hash, ...about, files }));
  await run(node, ['-e', compressScript, plain, content, smallest ? '19' : '9']);
  return { manifest, content };
}

/**
 * Paths of all files in it, in one order, with forward slashes.
 * @param {string} directory
 * @param {string} [below]
 * @returns {Promise<string[]>}
 */
async function filesOf(directory, below = '') {
  const entries = await readdir(join(directory, below), { withFileTypes: true });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const lists = await Promise.all(
    sorted.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? await filesOf(directory, path) : [path];
    }),
  );
  return lists.flat();
}
