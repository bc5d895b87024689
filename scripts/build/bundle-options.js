import { project } from '../shared/project.js';
import { builtInFiles } from './built-in-files.js';
import { leanPackages } from './lean-packages.js';
import { pageBundle } from './page-bundle.js';

/** The language level of compiled code. */
export const target = 'node20.20';

/**
 * Half of zod is its messages in fifty languages, of which only English is used.
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
 * For every bundle of the program or of a part of it.
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
  // A package needs it only if a project itself uses TypeScript, and it is as large as everything else together.
  external: ['typescript'],
  plugins: [withoutLocales, builtInFiles, pageBundle, leanPackages],
};
