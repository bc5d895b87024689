import { join } from 'node:path';

/**
 * Paths of chunks by the names under which an executable has them (code-cache-parts.js).
 * @param {{ directory: string, names: string[] }} chunks as of `writeChunks`
 */
export function chunkAssets({ directory, names }) {
  return Object.fromEntries(names.map((name) => [`chunk/${name}`, join(directory, name)]));
}
