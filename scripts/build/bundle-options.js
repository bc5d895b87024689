import { project } from '../shared/project.js';
import { builtInFiles } from './built-in-files.js';

/** What compiled code may use. */
export const target = 'node20.20';

/**
 * zod brings its messages in fifty languages, half of its size, of which only English is ever used.
 * @satisfies {import('esbuild').Plugin}
 */
const withoutLocales = {
  name: 'without-locales',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/**
 * Files that a source imports as their text.
 * @satisfies {Record<string, import('esbuild').Loader>}
 */
const textLoaders = {
  '.yaml': 'text',
  '.yml': 'text',
  '.css': 'text',
  '.client.js': 'text',
  '.bash': 'text',
  '.zsh': 'text',
  '.fish': 'text',
  '.ps1': 'text',
};

/**
 * Of every bundle of the program or of a part of it.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const bundleOptions = {
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
