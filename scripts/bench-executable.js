/**
 * Prints what the single executable costs, as ratios: its --version against `node -e 0` of the Node.js that it is made from, its first
 * failover against its second, and its second against `npx distq failover` from the packed package on this machine's Node.js and Java.
 * Medians of several rounds, in turn. Build it first: npm run build:binary. Usage: npm run bench:executable [-- ROUNDS]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBase } from './binary/node-base.js';
import { median } from './process-figures.js';
import { namesOf } from './release/archive.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const target = `${process.platform}-${process.arch}`;
const executable = join(project, 'dist', namesOf(target).built);
const { targets } = JSON.parse(readFileSync(join(project, 'packaging', 'targets.json'), 'utf8'));
const rounds = Number(process.argv[2] ?? 3);
const versionRuns = 15;

/** Seconds that a program took, which must succeed. */
function seconds(program, args, options = {}) {
  const startMs = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}\n${stderr}`);
  return (performance.now() - startMs) / 1000;
}

function print(what, value, unit) {
  console.log(`${what.padEnd(58)} ${value.toFixed(2).padStart(7)} ${unit}`);
}

if (!existsSync(executable)) throw new Error(`${executable} is missing; build it: npm run build:binary`);
const directory = mkdtempSync(join(tmpdir(), 'distq-bench-'));
try {
  print('size', statSync(executable).size / 1e6, 'MB');
  const node = await nodeBase(targets[target].node, join(project, '.cache', 'packaging'));
  const versions = Array.from(
    { length: versionRuns },
    () => seconds(executable, ['--version']) / seconds(node, ['-e', '0']),
  );
  print('--version / node -e 0 of the same Node.js', median(versions), 'times');

  const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', directory], {
    cwd: project,
    encoding: 'utf8',
  }).trim();
  const installed = join(directory, 'installed');
  mkdirSync(installed);
  seconds('npm', ['install', '--offline', '--no-save', '--silent', join(directory, tarball)], {
    cwd: installed,
  });
  const failover = ['failover', '--runtime', 'jvm'];
  const first = [];
  const second = [];
  const npx = [];
  // The class cache of this machine's Java is made once, and is not what is compared.
  seconds('npx', ['distq', ...failover], { cwd: installed });
  for (let round = 0; round < rounds; round += 1) {
    const env = { ...process.env, DISTQ_CACHE_DIR: join(directory, `cache-${round}`) };
    delete env['JAVA_HOME'];
    first.push(seconds(executable, failover, { cwd: directory, env }));
    second.push(seconds(executable, failover, { cwd: directory, env }));
    npx.push(seconds('npx', ['distq', ...failover], { cwd: installed }));
  }
  print('first failover, with unpacking', median(first), 's');
  print('second failover', median(second), 's');
  print('first - second', median(first.map((value, round) => value - second[round])), 's');
  print('npx distq failover', median(npx), 's');
  print(
    'second failover / npx distq failover',
    median(second.map((value, round) => value / npx[round])),
    'times',
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
