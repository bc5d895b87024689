import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import mutantsYaml from './mutants.yaml';

/** For a mutant, and without protection. */
const mostSeeds = 500;
const worlds = 200;
const script = join(import.meta.dirname, '..', '..', 'scripts', 'simulate.js');

const mutants = z
  .record(z.string(), z.object({ breaks: z.string(), from: z.int().default(1) }))
  .parse(parse(mutantsYaml));

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

test(`every promise is kept in ${worlds} worlds`, async () => {
  const { code, output } = await run('--seed', '1', '--seeds', String(worlds));
  expect(output).toContain(`${worlds} seeds from 1: every promise is kept`);
  expect(code).toBe(0);
}, 120_000);

test('without split-brain protection two consumers show one message', async () => {
  const { code, output } = await run('--unprotected', '--seed', '50', '--seeds', String(mostSeeds));
  expect(output).toContain(': duplicated: two instances show it\nReplay: npm run simulate -- --seed ');
  expect(output).toContain(' --unprotected\n');
  expect(output).toContain('*** a member is cut off');
  expect(code).toBe(1);
}, 120_000);

test('a seed repeats everything', async () => {
  const runs = await Promise.all(
    [1, 2].map(() => run('--mutant', 'show before record', '--seed', '12', '--seeds', '100')),
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
