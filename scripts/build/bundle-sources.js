import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';
import { writeWhole } from './write-whole.js';

/**
 * Writes one readable file with an inline source map, for bin/dev.js and for scripts that use a part of the sources.
 * @param {string} outfile
 * @param {string} [entry]
 */
export async function bundleSources(outfile, entry = 'src/main.ts') {
  const { outputFiles } = await build({
    ...bundleOptions,
    entryPoints: [entry],
    outfile,
    sourcemap: 'inline',
    // Bundled CommonJS packages call require(), which an ES module does not have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  for (const { contents } of outputFiles) await writeWhole(outfile, contents);
}
