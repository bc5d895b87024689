// Prints what starting costs: medians of several runs on this machine. Usage: npm run bench:start [-- RUNS]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median, residentMb } from './process-figures.js';

const program = fileURLToPath(new URL('../bin/distq.js', import.meta.url));
/** What is measured is an idle system, not one that has just started. */
const idleMs = 6_000;
const session = 'bench';
const runs = Number(process.argv[2] ?? 5);

function timeMs(args, cwd) {
  const startMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with exit code ${status}\n${stderr}`);
  return performance.now() - startMs;
}

function print(what, values, unit) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map((n) =>
    n.toFixed(2),
  );
  console.log(
    `${what.padEnd(44)} ${middle.padStart(8)} ${unit}  (${low} to ${high}, ${values.length} values)`,
  );
}

const bare = [];
const version = [];
for (let run = 0; run < runs * 3; run += 1) {
  bare.push(timeMs(['-e', '0']));
  version.push(timeMs([program, '--version']));
}
print(
  'distq --version / node -e 0',
  version.map((ms, run) => ms / bare[run]),
  'times',
);

const ups = [];
const downs = [];
const services = [];
const members = [];
const directory = mkdtempSync(join(tmpdir(), 'distq-bench-'));
try {
  for (let run = 0; run < runs; run += 1) await measureStart();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function measureStart() {
  try {
    ups.push(
      timeMs([program, 'up', '--detach', '--isolated', '--session', session, '--json'], directory) / 1000,
    );
    await sleep(idleMs);
    const status = JSON.parse(
      execFileSync(process.execPath, [program, 'status', '--session', session, '--json'], {
        cwd: directory,
        encoding: 'utf8',
      }),
    );
    services.push(...status.services.map(({ pid }) => residentMb(pid)));
    members.push(...status.members.map(({ pid }) => residentMb(pid)));
  } finally {
    downs.push(timeMs([program, 'down', '--session', session, '--json'], directory) / 1000);
  }
}

print('up --detach: 3 members, 7 services ready', ups, 's');
print('down', downs, 's');
print('resident, an idle service', services, 'MB');
print('resident, an idle member', members, 'MB');
