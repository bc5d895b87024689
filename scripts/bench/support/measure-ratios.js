import { arrivalOf } from './documents.js';
import { median } from './median.js';
import { round } from './round.js';
import { sumOf } from './sum-of.js';

/** @import { BenchRun } from './documents.js' */

/**
 * Throughput of the facade as a fraction of the echo's. Both are measured alternately, so that they see the same
 * machine.
 * @param {import('./bench-lab.js').BenchLab} lab
 * @param {{ connections: number[], rounds: number, seconds: number }} options
 * @returns for each number of connections the medians of `rounds`
 */
export async function measureRatios(lab, { connections, rounds, seconds }) {
  /** @type {{ concurrency: number, runs: { echo: BenchRun, facade: BenchRun }[] }[]} */
  const rows = connections.map((concurrency) => ({ concurrency, runs: [] }));
  for (let each = 0; each < rounds; each += 1) {
    for (const { concurrency, runs } of rows) {
      const args = ['--concurrency', String(concurrency), '--duration', String(seconds)];
      const echo = await lab.benchEcho(...args, '--warm-up', '1');
      const facade = await lab.bench(...args, '--warm-up', each === 0 ? '3' : '1');
      runs.push({ echo, facade });
    }
  }
  return rows.map(({ concurrency, runs }) => ({ concurrency, ...mediansOf(runs) }));
}

/** @param {{ echo: BenchRun, facade: BenchRun }[]} runs */
function mediansOf(runs) {
  const facade = runs.map((run) => run.facade);
  const arrivals = facade.map(arrivalOf);
  return {
    echoPerSecond: Math.round(median(runs.map(({ echo }) => echo.throughputPerSecond))),
    facadePerSecond: Math.round(median(facade.map((run) => run.throughputPerSecond))),
    ratio: round(median(runs.map((run) => run.facade.throughputPerSecond / run.echo.throughputPerSecond)), 3),
    // NaN, and shown as NaN, if a run acknowledged nothing.
    p50Ms: median(facade.map(({ latencyMs }) => latencyMs.p50 ?? NaN)),
    p99Ms: median(facade.map(({ latencyMs }) => latencyMs.p99 ?? NaN)),
    generatorCpu: median(facade.map(({ generatorCpu }) => generatorCpu)),
    notAcknowledged: sumOf(facade, ({ refused, indeterminate }) => refused + indeterminate),
    missing: sumOf(arrivals, ({ missing }) => missing),
    duplicated: sumOf(arrivals, ({ duplicated }) => duplicated),
    refusedYetDelivered: sumOf(arrivals, ({ refusedYetDelivered }) => refusedYetDelivered),
    /** Why the arrival could not be fully observed. */
    problems: arrivals.flatMap(({ problem }) => problem ?? []),
  };
}
