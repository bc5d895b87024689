import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cpuMs } from './process-figures.js';
import { runTimed } from './run-timed.js';

/**
 * In seconds, by what is measured: CPU of each kind of process (its mean for several), their sum, and elapsed times.
 * @typedef {Record<string, number>} StartCost
 */

const session = 'bench';
const record = z.object({ supervisor: z.object({ pid: z.number() }) });

/**
 * Starts a topology, measures and ends it.
 * @param {string} path of bin/distq.js or of an executable
 * @param {string} topology
 * @param {string} cwd
 * @returns {StartCost}
 */
export function startCost(path, topology, cwd) {
  const [file, before] = path.endsWith('.js') ? [process.execPath, [path]] : [path, []];
  const run = (/** @type {string[]} */ ...args) =>
    runTimed(file, [...before, ...args, '--session', session, '--json'], { cwd }) / 1000;
  const beforeMs = waitedForMs(process.pid);
  try {
    const upS = run('up', '--detach', '--isolated', '--topology', topology);
    const commandMs = waitedForMs(process.pid) - beforeMs;
    const cpu = sessionCpu(cwd, commandMs);
    return { ...cpu, 'up, elapsed': upS, 'down, elapsed': run('down') };
  } catch (error) {
    run('down');
    throw error;
  }
}

/**
 * @param {string} cwd
 * @param {number} commandMs
 * @returns {StartCost}
 */
function sessionCpu(cwd, commandMs) {
  const text = readFileSync(join(cwd, '.distq', 'sessions', session, 'session.json'), 'utf8');
  const { pid } = record.parse(JSON.parse(text)).supervisor;
  /** @type {Map<string, number[]>} */
  const byKind = new Map([
    ['command', [commandMs]],
    ['supervisor', [cpuMs(pid) + waitedForMs(pid)]],
  ]);
  for (const child of childrenOf(pid)) {
    const kind = kindOf(child);
    byKind.set(kind, [...(byKind.get(kind) ?? []), cpuMs(child)]);
  }
  const all = [...byKind.values()].flat().reduce((sum, ms) => sum + ms, 0) / 1000;
  const kinds = [...byKind].sort(([one], [other]) => one.localeCompare(other));
  return {
    ...Object.fromEntries(
      kinds.map(([kind, each]) => [
        each.length === 1 ? kind : `${kind} (each of ${each.length})`,
        each.reduce((sum, ms) => sum + ms, 0) / each.length / 1000,
      ]),
    ),
    'all, CPU': all,
  };
}

/** @param {number} pid */
function kindOf(pid) {
  const [, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const at = args.indexOf('serve');
  return at === -1 ? 'member' : (args[at + 1] ?? 'serve');
}

/** @param {number} parent */
function childrenOf(parent) {
  const text = execFileSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' });
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
}

/**
 * CPU time in ms of the ended children of a process that it waited for.
 * @param {number} pid
 */
function waitedForMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(14, 16);
  return (Number(user) + Number(system)) * 10;
}
