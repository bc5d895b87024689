import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build, transform } from 'esbuild';
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
 * One readable file with its source map inside, for bin/dev.js.
 * @param {string} outfile
 */
export async function bundleSources(outfile) {
  const { outputFiles } = await build({
    ...common,
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
  const text = [
    '#!/usr/bin/env node',
    "import { createRequire } from 'node:module';",
    `const chunks = ${JSON.stringify(Object.fromEntries(chunks))};`,
    runChunks.toString(),
    "runChunks(chunks, './main.js', createRequire(import.meta.url), import.meta.url);",
    '',
  ].join('\n');
  await writeWhole(outfile, text);
}

/** Replaces the file in one step: a process of an earlier build may be starting children from it. */
async function writeWhole(outfile, content) {
  const path = resolve(project, outfile);
  const part = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(part, content, { mode: 0o755 });
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
