import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { carriedCodeCache, recordedCodeCache } from './binary/code-cache-parts.js';
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
  plugins: [withoutLocales],
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
  const text = [
    '#!/usr/bin/env node',
    "import { createRequire } from 'node:module';",
    await chunkedProgram(),
    "runChunks(chunks, './main.js', createRequire(import.meta.url), import.meta.url);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}

/**
 * The same as the main script of a single executable, which is no ES module and has no file of its own.
 * @param {string} outfile
 */
export async function bundleForExecutable(outfile) {
  const text = [
    await chunkedProgram(),
    carriedCodeCache.toString(),
    "const { pathToFileURL } = require('node:url');",
    "runChunks(chunks, './main.js', require, pathToFileURL(process.execPath).href, carriedCodeCache(require));",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}

/**
 * The same as a script for Node.js, which records what V8 compiles of it.
 * @param {string} outfile
 * @param {string} directory for the recordings
 */
export async function bundleForRecording(outfile, directory) {
  const text = [
    await chunkedProgram(),
    recordedCodeCache.toString(),
    "const { pathToFileURL } = require('node:url');",
    `const recorded = recordedCodeCache(${JSON.stringify(directory)}, require);`,
    "runChunks(chunks, './main.js', require, pathToFileURL(__filename).href, recorded);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}

/** The chunks and what runs them, as the text of a script. */
async function chunkedProgram() {
  const { outputFiles } = await build({
    ...common,
    splitting: true,
    outdir: 'dist',
    // Identifiers stay, so that a stack trace of a user says something.
    minifyWhitespace: true,
    minifySyntax: true,
    define: { 'import.meta.url': '__moduleUrl' },
  });
  const chunks = await Promise.all(
    outputFiles.map(async (file) => [`./${basename(file.path)}`, await packChunk(file.text)]),
  );
  return `const chunks = ${JSON.stringify(Object.fromEntries(chunks))};\n${runChunks.toString()}`;
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
  return deflateRawSync(code, { level: 9 }).toString('base64');
}

/** The files of which something is in the bundle. */
export async function bundledFiles() {
  const { metafile } = await build({ ...common, outdir: 'dist', metafile: true });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
}
