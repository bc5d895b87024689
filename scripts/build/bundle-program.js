import { programChunks } from './program-chunks.js';
import { runChunks } from './run-chunks.js';
import { writeWhole } from './write-whole.js';

/**
 * Writes one file that starts fast: the program in chunks, of which a command compiles only those that it needs.
 * @param {string} outfile
 */
export async function bundleProgram(outfile) {
  const chunks = (await programChunks()).map(({ name, compressed }) => [
    `./${name}`,
    compressed.toString('base64'),
  ]);
  const text = [
    '#!/usr/bin/env node',
    "import { createRequire } from 'node:module';",
    `const chunks = ${JSON.stringify(Object.fromEntries(chunks))};`,
    "const findChunk = (name) => (Object.hasOwn(chunks, name) ? Buffer.from(chunks[name], 'base64') : undefined);",
    String(runChunks),
    "runChunks(findChunk, './main.js', createRequire(import.meta.url), import.meta.url);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}
