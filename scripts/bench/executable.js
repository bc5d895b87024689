/**
 * Prints the cost of the single executable as ratios: its --version against `node -e 0` of the same Node.js, its first
 * failover against its second, and its second against `npx distq failover` from the packed package with this machine's
 * Node.js and Java. Medians of several rounds, alternating. Build it first: npm run build:binary.
 * Usage: npm run bench:executable [-- ROUNDS]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBase } from '../binary/node-base.js';
import { namesOf } from '../release/names-of.js';
import { project } from '../shared/project.js';
import { readTargets } from '../shared/targets.js';
import { median } from './support/median.js';
import { runTimed } from './support/run-timed.js';

const target = `${process.platform}-${process.arch}`;
const executable = join(project, 'dist', namesOf(target).built);
const { targets } = await readTargets();
const pinned = targets[target];
if (pinned === undefined) throw new Error(`packaging/targets.json has no target ${target}`);
if (!existsSync(executable)) throw new Error(`${executable} is missing; build it: npm run build:binary`);
const rounds = Number(process.argv[2] ?? 3);
const versionRuns = 15;
const failover = ['failover', '--runtime', 'jvm'];

const directory = mkdtempSync(join(tmpdir(), 'distq-bench-'));
try {
  print('size', statSync(executable).size / 1e6, 'MB');
  const node = await nodeBase(pinned.node, join(project, '.cache', 'packaging'));
  const versions = Array.from(
    { length: versionRuns },
    () => runTimed(executable, ['--version']) / runTimed(node, ['-e', '0']),
  );
  print('--version / node -e 0 of the same Node.js', median(versions), 'times');
  const installed = installPackage();
  const times = Array.from({ length: rounds }, (_, round) => failoverTimes(installed, round));
  print('first failover, with unpacking', median(times.map(({ firstS }) => firstS)), 's');
  print('second failover', median(times.map(({ secondS }) => secondS)), 's');
  print('first - second', median(times.map(({ firstS, secondS }) => firstS - secondS)), 's');
  print('npx distq failover', median(times.map(({ npxS }) => npxS)), 's');
  print(
    'second failover / npx distq failover',
    median(times.map(({ secondS, npxS }) => secondS / npxS)),
    'times',
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** Installs the packed package. @returns the directory */
function installPackage() {
  const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', directory], {
    cwd: project,
    encoding: 'utf8',
  }).trim();
  const installed = join(directory, 'installed');
  mkdirSync(installed);
  runTimed('npm', ['install', '--offline', '--no-save', '--silent', join(directory, tarball)], {
    cwd: installed,
  });
  // Makes the class cache of this machine's Java, which is not part of the comparison.
  runTimed('npx', ['distq', ...failover], { cwd: installed });
  return installed;
}

/**
 * @param {string} installed
 * @param {number} round
 */
function failoverTimes(installed, round) {
  const env = { ...process.env, JAVA_HOME: undefined, DISTQ_CACHE_DIR: join(directory, `cache-${round}`) };
  return {
    firstS: runTimed(executable, failover, { cwd: directory, env }) / 1000,
    secondS: runTimed(executable, failover, { cwd: directory, env }) / 1000,
    npxS: runTimed('npx', ['distq', ...failover], { cwd: installed }) / 1000,
  };
}

/**
 * @param {string} what
 * @param {number} value
 * @param {string} unit
 */
function print(what, value, unit) {
  console.log(`${what.padEnd(58)} ${value.toFixed(2).padStart(7)} ${unit}`);
}
