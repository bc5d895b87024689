/**
 * Fails if the facade has become slow compared with a bare echo: floors.json has the lowest allowed ratio for each
 * number of connections.
 * Usage: npm run bench:check [-- --rounds N --seconds S]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readJson } from '../shared/read-json.js';
import { withBenchLab } from './support/bench-lab.js';
import { measureRatios } from './support/measure-ratios.js';

const floors = await readJson(
  fileURLToPath(new URL('./floors.json', import.meta.url)),
  z.record(z.string(), z.number()),
);
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '4' } },
});
const connections = Object.keys(floors).map(Number);

await withBenchLab(async (lab) => {
  const measured = await measureRatios(lab, {
    connections,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
  });
  const rows = measured.map((row) => ({ ...row, floor: floors[row.concurrency] ?? 0 }));
  console.table(rows.map((row) => ({ ...row, problems: row.problems.length })));
  const problems = rows.flatMap(problemsOf);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log('every ratio to the echo is above its floor');
});

/**
 * @param {Record<'concurrency' | 'ratio' | 'floor' | 'missing' | 'duplicated' | 'refusedYetDelivered', number> & { problems: string[] }} row
 */
function problemsOf({ concurrency, ratio, floor, missing, duplicated, refusedYetDelivered, problems }) {
  const at = `at ${concurrency} connections`;
  return [
    // If nothing was answered, the ratio is NaN, which is above no floor.
    ...(ratio >= floor
      ? []
      : [`too slow: ${at} the facade has ${ratio} of the echo's throughput; its floor is ${floor}`]),
    ...(missing + duplicated + refusedYetDelivered > 0
      ? [
          `wrong: ${at} ${missing} missing, ${duplicated} duplicated and ${refusedYetDelivered} refused yet delivered messages`,
        ]
      : []),
    ...problems.map((problem) => `wrong: ${at} ${problem}`),
  ];
}
