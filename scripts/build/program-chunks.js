import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { bundleOptions, target } from './bundle-options.js';

/**
 * The program in chunks; the main one is main.js.
 * @returns {Promise<{ name: string, compressed: Buffer }[]>}
 */
export async function programChunks() {
  const { outputFiles } = await build({
    ...bundleOptions,
    splitting: true,
    outdir: 'dist',
    // Keep identifiers, so that a user's stack trace is readable.
    minifyWhitespace: true,
    minifySyntax: true,
    define: { 'import.meta.url': '__moduleUrl' },
  });
  return await Promise.all(
    outputFiles.map(async ({ path, text }) => ({ name: basename(path), compressed: await packChunk(text) })),
  );
}

/** @param {string} moduleText */
async function packChunk(moduleText) {
  const { code } = await transform(moduleText, {
    format: 'cjs',
    platform: 'node',
    target,
    minifyWhitespace: true,
    // Compiled functions cannot import(); require() of another chunk does the same for them.
    supported: { 'dynamic-import': false },
  });
  return deflateRawSync(code, { level: 9 });
}

/**
 * Writes each chunk of the program into a file of a new directory.
 * @param {string} directory
 * @returns {Promise<{ directory: string, names: string[] }>}
 */
export async function writeChunks(directory) {
  const chunks = await programChunks();
  await mkdir(directory);
  await Promise.all(chunks.map(({ name, compressed }) => writeFile(join(directory, name), compressed)));
  return { directory, names: chunks.map(({ name }) => name) };
}
