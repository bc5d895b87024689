import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import mutantsYaml from './mutants.yaml';
import { simulate } from './simulate.ts';

const seeds = 300;
/** For a mutant. */
const mostSeeds = 500;
const script = join(import.meta.dirname, '..', '..', 'scripts', 'simulate.js');

const mutants = z
  .record(z.string(), z.object({ breaks: z.string(), from: z.int().default(1) }))
  .parse(parse(mutantsYaml));

test(`every promise is kept in ${seeds} worlds`, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    if ((await simulate(seed)).broken === undefined) continue;
    const { broken, steps } = await simulate(seed, true);
    expect.fail(
      [...steps, broken?.promise, `Replay: npm run simulate -- --seed ${seed} --seeds 1`].join('\n'),
    );
  }
}, 120_000);

test.each(Object.entries(mutants))(
  'it finds what is wrong with: %s',
  async (name, { breaks, from }) => {
    const { code, output } = await run(
      '--mutant',
      name,
      '--seed',
      String(from),
      '--seeds',
      String(mostSeeds),
    );
    expect(output).toContain(`: ${breaks}\nReplay: npm run simulate -- --seed `);
    expect(code).toBe(1);
  },
  120_000,
);

test('a seed repeats everything', async () => {
  const runs = await Promise.all(
    [1, 2].map(() => run('--mutant', 'show before record', '--seed', '1', '--seeds', '100')),
  );
  expect(runs[0]?.output).toBe(runs[1]?.output);
  expect(runs[0]?.output).toContain('*** no more faults');
});

function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, output: stdout + stderr });
    });
  });
}
