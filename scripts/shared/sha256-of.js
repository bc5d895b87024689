import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { hasCode } from './has-code.js';

/** @param {string} path */
export async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {Promise<string | undefined>} undefined if there is no such file
 */
export async function sha256IfThere(path) {
  return await sha256Of(path).catch((/** @type {unknown} */ error) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}
