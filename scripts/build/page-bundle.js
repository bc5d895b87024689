import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { project } from '../shared/project.js';

/** The most that the script may have compressed, in bytes: the page is to be there at once on a busy machine. */
const mostBytes = 150_000;
const name = 'page:bundle';
const plotStyles = 'node_modules/uplot/dist/uPlot.min.css';

/**
 * Provides the module `page:bundle` to a bundle (src/page-bundle.d.ts).
 * @satisfies {import('esbuild').Plugin}
 */
export const pageBundle = {
  name: 'page-bundle',
  setup(build) {
    build.onResolve({ filter: /^page:bundle$/ }, () => ({ path: name, namespace: name }));
    build.onLoad({ filter: /^/, namespace: name }, async () => ({ contents: await pageModule() }));
  },
};

/**
 * The source of the module `page:bundle`.
 * @throws Error if the script is larger than it may be
 */
export async function pageModule() {
  const { text } = await bundlePage();
  const bytes = gzipSync(text).length;
  if (bytes > mostBytes)
    throw new Error(`the script of the page has ${bytes} bytes compressed; ${mostBytes} are allowed`);
  const styles = await readFile(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8');
  return `export const script = ${JSON.stringify(text)}; export const plotStyles = ${JSON.stringify(styles)};`;
}

/** The files that are, at least partly, in the page's script and styles, by their paths in the project. */
export async function pageFiles() {
  const { metafile } = await bundlePage();
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return [...files, plotStyles];
}

/** @returns the script, and what it was made of */
async function bundlePage() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: project,
    write: false,
    metafile: true,
    entryPoints: ['src/page/view/main.tsx'],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'src/page/view/tsconfig.json',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('the page has no script');
  return { text: script.text, metafile };
}
