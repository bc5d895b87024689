import { median } from './process-figures.js';

/**
 * Throughput of the facade as a part of the echo's, measured in turn, so that both see the same machine.
 * @returns for each number of connections the medians of `rounds`
 */
export async function measureRatios(lab, { connections, rounds, seconds }) {
  const rows = [];
  for (const concurrency of connections) rows.push({ concurrency, echo: [], facade: [] });
  for (let round = 0; round < rounds; round += 1) {
    for (const { concurrency, echo, facade } of rows) {
      const args = ['--concurrency', String(concurrency), '--duration', String(seconds)];
      echo.push(await lab.benchEcho(...args, '--warm-up', '1'));
      facade.push(await lab.bench(...args, '--warm-up', round === 0 ? '3' : '1'));
    }
  }
  return rows.map(({ concurrency, echo, facade }) => ({
    concurrency,
    echoPerSecond: Math.round(median(echo.map(({ throughputPerSecond }) => throughputPerSecond))),
    facadePerSecond: Math.round(median(facade.map(({ throughputPerSecond }) => throughputPerSecond))),
    ratio: round3(
      median(facade.map((run, index) => run.throughputPerSecond / echo[index].throughputPerSecond)),
    ),
    p50Ms: median(facade.map(({ latencyMs }) => latencyMs.p50)),
    p99Ms: median(facade.map(({ latencyMs }) => latencyMs.p99)),
    generatorCpu: median(facade.map(({ generatorCpu }) => generatorCpu)),
    notAcknowledged: sum(facade, ({ refused, indeterminate }) => refused + indeterminate),
    missing: sum(facade, ({ arrival }) => arrival.missing),
    duplicated: sum(facade, ({ arrival }) => arrival.duplicated),
    refusedYetDelivered: sum(facade, ({ arrival }) => arrival.refusedYetDelivered),
    /** What kept the messages from being seen to the end. */
    problems: facade.flatMap(({ arrival }) => arrival.problem ?? []),
  }));
}

function sum(runs, count) {
  return runs.reduce((total, run) => total + count(run), 0);
}

function round3(value) {
  return Math.round(value * 1000) / 1000;
}
