import { createHash } from 'node:crypto';
import { recordCode } from './code-recorder.js';
import { keptCodeCache, usualCacheDirectory } from './kept-code-cache.js';
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
  const build = createHash('sha256').update(JSON.stringify(chunks)).digest('hex').slice(0, 16);
  const text = [
    '#!/usr/bin/env node',
    "import { createRequire } from 'node:module';",
    `const chunks = ${JSON.stringify(Object.fromEntries(chunks))};`,
    "const findChunk = (name) => (Object.hasOwn(chunks, name) ? Buffer.from(chunks[name], 'base64') : undefined);",
    ...[runChunks, recordCode, usualCacheDirectory, keptCodeCache].map(String),
    'const nativeRequire = createRequire(import.meta.url);',
    `const build = ${JSON.stringify(build)};`,
    "const file = nativeRequire('node:url').fileURLToPath(import.meta.url);",
    'const cache = usualCacheDirectory(nativeRequire);',
    'const kept = keptCodeCache({ cache, build, file, nativeRequire, recordCode });',
    "runChunks(findChunk, './main.js', nativeRequire, import.meta.url, kept);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}
