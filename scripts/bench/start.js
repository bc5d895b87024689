// Prints the cost of a start: medians of several runs on this machine.
// Usage: npm run bench:start [-- RUNS]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusDocument } from './support/documents.js';
import { median } from './support/median.js';
import { residentMb } from './support/process-figures.js';
import { program } from '../shared/program.js';
import { runTimed } from './support/run-timed.js';

/** Measures an idle system, not one that has just started. */
const idleMs = 6_000;
const session = ['--session', 'bench', '--json'];
const runs = Number(process.argv[2] ?? 5);

print(
  'distq --version / node -e 0',
  Array.from({ length: runs * 3 }, () => {
    const bareMs = runTimed(process.execPath, ['-e', '0']);
    return runTimed(process.execPath, [program, '--version']) / bareMs;
  }),
  'times',
);

const directory = mkdtempSync(join(tmpdir(), 'distq-bench-'));
try {
  const starts = [];
  for (let run = 0; run < runs; run += 1) starts.push(await measureStart(directory));
  print(
    'up --detach: 3 members, 7 services ready',
    starts.map(({ upS }) => upS),
    's',
  );
  print(
    'down',
    starts.map(({ downS }) => downS),
    's',
  );
  print(
    'resident, an idle service',
    starts.flatMap(({ servicesMb }) => servicesMb),
    'MB',
  );
  print(
    'resident, an idle member',
    starts.flatMap(({ membersMb }) => membersMb),
    'MB',
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** @param {string} cwd */
async function measureStart(cwd) {
  const down = () => runTimed(process.execPath, [program, 'down', ...session], { cwd }) / 1000;
  try {
    const upS =
      runTimed(process.execPath, [program, 'up', '--detach', '--isolated', ...session], { cwd }) / 1000;
    await sleep(idleMs);
    const stdout = execFileSync(process.execPath, [program, 'status', ...session], { cwd, encoding: 'utf8' });
    const { services, members } = statusDocument.parse(JSON.parse(stdout));
    const servicesMb = services.map(({ pid }) => residentMb(pid));
    const membersMb = members.map(({ pid }) => residentMb(pid));
    return { upS, downS: down(), servicesMb, membersMb };
  } catch (error) {
    down();
    throw error;
  }
}

/**
 * @param {string} what
 * @param {number[]} values
 * @param {string} unit
 */
function print(what, values, unit) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
  console.log(
    `${what.padEnd(44)} ${middle.toFixed(2).padStart(8)} ${unit}  (${low.toFixed(2)} to ${high.toFixed(2)}, ${values.length} values)`,
  );
}
