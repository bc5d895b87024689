import { median } from '../support/median.js';
import { round } from '../support/round.js';

/** @type {import('../throughput.js').Part} */
export async function clients(lab, { rounds, seconds }) {
  const rows = [];
  for (const client of ['undici', 'http', 'fetch'])
    for (const concurrency of [32, 128])
      rows.push(await clientRatio(lab, { client, concurrency, rounds, seconds }));
  console.log(`facade and echo in turn under other loads, medians of ${rounds} rounds of ${seconds} s`);
  console.table(rows);
}

/**
 * @param {import('../support/bench-lab.js').BenchLab} lab
 * @param {{ client: string, concurrency: number, rounds: number, seconds: number }} load
 */
async function clientRatio(lab, { client, concurrency, rounds, seconds }) {
  const runs = [];
  for (let each = 0; each < rounds; each += 1) {
    const echo = await lab.clientLoad(client, `${lab.echoUrl}/facade`, concurrency, seconds);
    const facade = await lab.clientLoad(client, await lab.facadeUrl(), concurrency, seconds);
    runs.push({ echo, facade });
  }
  return {
    client,
    concurrency,
    echoPerSecond: median(runs.map(({ echo }) => echo)),
    facadePerSecond: median(runs.map(({ facade }) => facade)),
    ratio: round(median(runs.map(({ echo, facade }) => facade / echo)), 3),
  };
}
