import { sumOf } from '../support/sum-of.js';

/** Connections and messages of each measurement. */
const loads = [
  { concurrency: 1, count: 3_000 },
  { concurrency: 32, count: 40_000 },
  { concurrency: 128, count: 40_000 },
];

/** @type {import('../throughput.js').Part} */
export async function cpu(lab) {
  await lab.bench('--concurrency', '128', '--count', '20000');
  /** @type {Map<string, Record<string, number>>} */
  const rows = new Map();
  for (const { concurrency, count } of loads)
    for (const [what, us] of await costsOf(lab, concurrency, count))
      rows.set(what, { ...rows.get(what), [`at ${concurrency}`]: Math.round(us) });
  console.log('CPU time per message in µs, without the load generator');
  console.table(Object.fromEntries(rows));
}

/**
 * CPU time per message of the echo, of each kind of process, and of these together, in µs. A process that was idle
 * before needs more: its caches are cold.
 * @param {import('../support/bench-lab.js').BenchLab} lab
 * @param {number} concurrency
 * @param {number} count
 * @returns {Promise<Map<string, number>>}
 */
async function costsOf(lab, concurrency, count) {
  const args = ['--concurrency', String(concurrency), '--count', String(count), '--warm-up', '0'];
  const echo = await risenBy(
    () => lab.echoCpuMs(),
    () => lab.benchEcho(...args),
  );
  const kinds = await risenBy(
    () => lab.cpuMs(),
    () => lab.bench(...args),
  );
  const all = new Map([...echo, ...kinds]).set(
    'lab',
    sumOf([...kinds.values()], (ms) => ms),
  );
  return new Map([...all].map(([what, ms]) => [what, (ms * 1000) / count]));
}

/**
 * @param {() => Map<string, number> | Promise<Map<string, number>>} readMs
 * @param {() => Promise<unknown>} work
 */
async function risenBy(readMs, work) {
  const before = await readMs();
  await work();
  const after = await readMs();
  return new Map([...after].map(([what, ms]) => [what, ms - (before.get(what) ?? 0)]));
}
