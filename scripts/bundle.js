import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { carriedChunk, carriedCodeCache, recordedCodeCache, storedChunk } from './binary/code-cache-parts.js';
import { builtInFiles } from './build/built-in-files.js';
import { runChunks } from './chunk-loader.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const target = 'node20.20';

/** zod brings its messages in fifty languages, half of its size, of which only English is ever used. */
const withoutLocales = {
  name: 'without-locales',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/** Files that a source imports as their text. */
export const textLoaders = {
  '.yaml': 'text',
  '.yml': 'text',
  '.css': 'text',
  '.client.js': 'text',
  '.bash': 'text',
  '.zsh': 'text',
  '.fish': 'text',
  '.ps1': 'text',
};

const common = {
  absWorkingDir: project,
  write: false,
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  target,
  format: 'esm',
  loader: textLoaders,
  legalComments: 'none',
  logLevel: 'warning',
  // Asked for by a package only if a project of its own uses it, and as large as all the rest together.
  external: ['typescript'],
  plugins: [withoutLocales, builtInFiles],
};

/**
 * One readable file with its source map inside, for bin/dev.js and for scripts that use a part of the sources.
 * @param {string} outfile
 * @param {string} [entry]
 */
export async function bundleSources(outfile, entry = 'src/main.ts') {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [entry],
    outfile,
    sourcemap: 'inline',
    // Bundled CommonJS packages call require(); an ES module has none of its own.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await writeWhole(outfile, outputFiles[0].contents);
}

/**
 * One file that starts fast: the program in chunks, of which only those that a command needs are compiled.
 * @param {string} outfile
 */
export async function bundleProgram(outfile) {
  const chunks = (await programChunks()).map(([name, chunk]) => [name, chunk.toString('base64')]);
  const text = [
    '#!/usr/bin/env node',
    "import { createRequire } from 'node:module';",
    `const chunks = ${JSON.stringify(Object.fromEntries(chunks))};`,
    "const findChunk = (name) => (Object.hasOwn(chunks, name) ? Buffer.from(chunks[name], 'base64') : undefined);",
    runChunks.toString(),
    "runChunks(findChunk, './main.js', createRequire(import.meta.url), import.meta.url);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}

/**
 * The main script of a single executable, which is no ES module and has no file of its own. It finds the chunks among the assets: as text,
 * V8 would read through all of them at every start.
 */
export function executableScript() {
  return [
    ...[runChunks, carriedChunk, carriedCodeCache].map(String),
    "const { pathToFileURL } = require('node:url');",
    'const findChunk = (name) => carriedChunk(name, require);',
    "runChunks(findChunk, './main.js', require, pathToFileURL(process.execPath).href, carriedCodeCache(require));",
    '',
  ].join('\n');
}

/**
 * The same for a Node.js, with chunks from a directory: it records what V8 compiles of them.
 * @param {string} chunks directory
 * @param {string} recordings directory
 */
export function recordingScript(chunks, recordings) {
  return [
    ...[runChunks, storedChunk, recordedCodeCache].map(String),
    "const { pathToFileURL } = require('node:url');",
    `const findChunk = (name) => storedChunk(${JSON.stringify(chunks)}, name, require);`,
    `const recorded = recordedCodeCache(${JSON.stringify(recordings)}, require);`,
    "runChunks(findChunk, './main.js', require, pathToFileURL(__filename).href, recorded);",
    '',
  ].join('\n');
}

/**
 * Writes each chunk of the program into a file of a new directory.
 * @param {string} directory
 * @returns {Promise<{ directory: string, names: string[] }>}
 */
export async function writeChunks(directory) {
  const chunks = (await programChunks()).map(([name, chunk]) => [basename(name), chunk]);
  await mkdir(directory);
  await Promise.all(chunks.map(([name, chunk]) => writeFile(join(directory, name), chunk)));
  return { directory, names: chunks.map(([name]) => name) };
}

/** Their paths by the names under which an executable has them. */
export function chunkAssets({ directory, names }) {
  return Object.fromEntries(names.map((name) => [`chunk/${name}`, join(directory, name)]));
}

/** The program in chunks, compressed, by names like ./main.js. */
async function programChunks() {
  const { outputFiles } = await build({
    ...common,
    splitting: true,
    outdir: 'dist',
    // Identifiers stay, so that a stack trace of a user says something.
    minifyWhitespace: true,
    minifySyntax: true,
    define: { 'import.meta.url': '__moduleUrl' },
  });
  return await Promise.all(
    outputFiles.map(async (file) => [`./${basename(file.path)}`, await packChunk(file.text)]),
  );
}

/** Replaces the file in one step: a process of an earlier build may be starting children from it. */
export async function writeWhole(outfile, content, mode = 0o755) {
  const path = resolve(project, outfile);
  const part = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(part, content, { mode });
  await rename(part, path);
}

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

/** The files of which something is in the bundle. */
export async function bundledFiles() {
  const { metafile } = await build({ ...common, outdir: 'dist', metafile: true });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
}
