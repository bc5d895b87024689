import { join } from 'node:path';

/**
 * Paths of chunks by their asset names in an executable (code-cache-parts.js).
 * @param {{ directory: string, names: string[] }} chunks from `writeChunks`
 */
export function chunkAssets({ directory, names }) {
  return Object.fromEntries(names.map((name) => [`chunk/${name}`, join(directory, name)]));
}
