/**
 * Prints what a start costs: CPU seconds of each process until `up --detach` returns, and seconds of up and down. With
 * a second program, both start in turn, and the ratio of this program to the other one is printed as well. CPU time
 * depends less on what else the machine does. Linux only.
 * Usage: npm run bench:start-cost [-- [--rounds 5] [--other PATH of another bin/distq.js or executable] [PATH]]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './support/median.js';
import { program } from '../shared/program.js';
import { startCost } from './support/start-cost.js';

/** @import { StartCost } from './support/start-cost.js' */

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    other: { type: 'string' },
    topology: { type: 'string', default: 'lab' },
  },
  allowPositionals: true,
});
const programs = [positionals[0] ?? program, ...(values.other === undefined ? [] : [values.other])];

const directory = mkdtempSync(join(tmpdir(), 'distq-bench-'));
/** @type {StartCost[][]} */
const costs = programs.map(() => []);
try {
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const [index, path] of programs.entries())
      costs[index]?.push(startCost(path, values.topology, directory));
} finally {
  rmSync(directory, { recursive: true, force: true });
}

const names = Object.keys(costs[0]?.[0] ?? {});
console.log(
  ['what'.padEnd(34), ...programs.map((_, index) => (index === 0 ? 'this' : 'other').padStart(7))].join(' '),
);
for (const name of names) {
  const medians = costs.map((rounds) => median(rounds.map((cost) => cost[name] ?? NaN)));
  const [first = NaN, other] = medians;
  const ratio = other === undefined ? '' : `  ratio ${(first / other).toFixed(2)}`;
  console.log(`${name.padEnd(34)} ${medians.map((value) => value.toFixed(2).padStart(7)).join(' ')}${ratio}`);
}
