import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    unprotected: { type: 'boolean', default: false },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
const isProtected = !values.unprotected;
const startMs = performance.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

for (let seed = first; seed < first + count; seed += 1) {
  if ((await simulate(seed, { isProtected })).broken === undefined) continue;
  const { broken, steps } = await simulate(seed, { isProtected, isTraced: true });
  for (const line of steps) print(line);
  print(`Seed ${seed} of ${first} to ${first + count - 1}: ${broken?.promise ?? 'not repeated'}`);
  const mutant = values.mutant === undefined ? '' : ` --mutant '${values.mutant}'`;
  const unprotected = isProtected ? '' : ' --unprotected';
  print(`Replay: npm run simulate -- --seed ${seed} --seeds 1${unprotected}${mutant}`);
  process.exitCode = 1;
  break;
}
if (process.exitCode === undefined)
  print(
    `${count} seeds from ${first}: every promise is kept (${Math.round(performance.now() - startMs)} ms)`,
  );
