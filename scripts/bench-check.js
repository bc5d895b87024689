/**
 * Fails if the facade has become slow against a bare echo: each ratio has a floor in bench-floors.json, by number of connections.
 * Usage: npm run bench:check [-- --rounds N --seconds S]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withBenchLab } from './bench-lab.js';
import { measureRatios } from './bench-ratios.js';

const floors = JSON.parse(readFileSync(new URL('./bench-floors.json', import.meta.url), 'utf8'));
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '4' } },
});
const connections = Object.keys(floors).map(Number);

await withBenchLab(async (lab) => {
  const rows = await measureRatios(lab, {
    connections,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
  });
  console.table(rows.map(({ problems: _, ...row }) => ({ ...row, floor: floors[row.concurrency] })));
  const problems = rows.flatMap((row) => problemsOf(row, floors[row.concurrency]));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log('every ratio to the echo is above its floor');
});

function problemsOf({ concurrency, ratio, missing, duplicated, refusedYetDelivered, problems }, floor) {
  const at = `at ${concurrency} connections`;
  return [
    // Where nothing was answered the ratio is no number, and above no floor.
    ...(!(ratio >= floor)
      ? [`too slow: ${at} the facade has ${ratio} of the echo's throughput; its floor is ${floor}`]
      : []),
    ...(missing + duplicated + refusedYetDelivered > 0
      ? [
          `wrong: ${at} ${missing} missing, ${duplicated} duplicated and ${refusedYetDelivered} refused yet delivered messages`,
        ]
      : []),
    ...problems.map((problem) => `wrong: ${at} ${problem}`),
  ];
}
