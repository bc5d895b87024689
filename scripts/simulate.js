// npm run simulate [-- --seeds N --seed FIRST --unprotected --mutant NAME]: runs the real classes of the ledger delivery in N
// simulated worlds (docs/delivery.md). A mutant is the program with a deliberate fault.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { z } from 'zod';

const project = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    unprotected: { type: 'boolean' },
  },
});
const patch = z.object({ file: z.string(), from: z.string(), to: z.string() });
const mutantsSchema = z.record(z.string(), z.object({ patches: z.array(patch) }));
const directory = mkdtempSync(join(tmpdir(), 'distq-simulate-'));
try {
  const bundle = join(directory, 'simulate.mjs');
  await build({
    absWorkingDir: project,
    entryPoints: ['test/simulator/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20.20',
    format: 'esm',
    sourcemap: 'inline',
    // Bundled CommonJS packages call require(), which an ES module does not have.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
    plugins: values.mutant === undefined ? [] : [mutation(values.mutant)],
  });
  process.exitCode =
    spawnSync(process.execPath, ['--enable-source-maps', bundle, ...process.argv.slice(2)], {
      stdio: 'inherit',
    }).status ?? 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Replaces texts of the sources while they are read; each must occur exactly once.
 * @param {string} name
 * @returns {import('esbuild').Plugin}
 */
function mutation(name) {
  const mutants = mutantsSchema.parse(
    parse(readFileSync(join(project, 'test/simulator/mutants.yaml'), 'utf8')),
  );
  const mutant = mutants[name];
  if (mutant === undefined)
    throw new Error(`no mutant ${name}; there are: ${Object.keys(mutants).join(', ')}`);
  const left = new Set(mutant.patches);
  return {
    name: 'mutation',
    setup(plugin) {
      plugin.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const patches = mutant.patches.filter(({ file }) => path === join(project, file));
        if (patches.length === 0) return undefined;
        let contents = readFileSync(path, 'utf8');
        for (const patch of patches) {
          if (contents.split(patch.from).length !== 2)
            throw new Error(`${patch.file} does not contain this exactly once: ${patch.from}`);
          contents = contents.replace(patch.from, () => patch.to);
          left.delete(patch);
        }
        return { contents, loader: 'ts' };
      });
      plugin.onEnd(() => {
        if (left.size > 0)
          throw new Error(`not in the simulation: ${[...left].map(({ file }) => file).join(', ')}`);
      });
    },
  };
}
