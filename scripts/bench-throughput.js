/**
 * Measures the lab (three members, delivery ledger) against a bare Fastify that takes the same form, on this machine, now.
 * Usage: npm run bench:throughput [-- PART… [--rounds N] [--seconds S]]; without PART all of them:
 *   ratios    facade and echo in turn, at 1, 32 and 128 connections: medians, and the ratio
 *   clients   the same with other load generators: one that costs more makes the echo slower, and the ratio better
 *   cpu       processor time that a message costs, facade and echo: hardly depends on what else the machine does
 *   rate      latency at half the top rate, in the open loop
 *   post      distq post --count 100000 --concurrency 128, and whether all were received
 *   kill      SIGKILL of the queue's owner in the middle of 128 connections: longest gap, refusals
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { withBenchLab } from './bench-lab.js';
import { measureRatios } from './bench-ratios.js';
import { median } from './process-figures.js';

const parts = {
  ratios,
  clients,
  cpu,
  rate,
  post,
  kill,
};
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    posts: { type: 'string', default: '100000' },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`unknown part: ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

await withBenchLab(async (lab) => {
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) await parts[name](lab);
});

async function ratios(lab) {
  console.log(`facade and echo in turn, medians of ${rounds} rounds of ${seconds} s`);
  console.table(await measureRatios(lab, { connections: [1, 32, 128], rounds, seconds }));
}

async function clients(lab) {
  const rows = [];
  for (const client of ['undici', 'http', 'fetch'])
    for (const concurrency of [32, 128]) rows.push(await clientRatio(lab, client, concurrency));
  console.log(`facade and echo in turn under other loads, medians of ${rounds} rounds of ${seconds} s`);
  console.table(rows);
}

async function clientRatio(lab, client, concurrency) {
  const runs = { echo: [], facade: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.echo.push(await lab.clientLoad(client, `${lab.echoUrl}/facade`, concurrency, seconds));
    runs.facade.push(await lab.clientLoad(client, await lab.facadeUrl(), concurrency, seconds));
  }
  const ratio = median(runs.facade.map((perSecond, index) => perSecond / runs.echo[index]));
  return {
    client,
    concurrency,
    echoPerSecond: median(runs.echo),
    facadePerSecond: median(runs.facade),
    ratio: Math.round(ratio * 1000) / 1000,
  };
}

async function cpu(lab) {
  await lab.bench('--concurrency', '128', '--count', '20000');
  const rows = {};
  for (const [concurrency, count] of [
    [1, 3_000],
    [32, 40_000],
    [128, 40_000],
  ])
    for (const [what, us] of await costsOf(lab, concurrency, count))
      rows[what] = { ...rows[what], [`at ${concurrency}`]: Math.round(us) };
  console.log('processor time for a message, in µs, without the load generator');
  console.table(rows);
}

/** Of the echo, of each kind of process, and of these together. Where it was idle before, a process takes more: caches are cold. */
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
  const all = [...kinds.values()].reduce((sum, ms) => sum + ms, 0);
  return [...echo, ...kinds, ['lab', all]].map(([what, ms]) => [what, (ms * 1000) / count]);
}

async function risenBy(readMs, work) {
  const before = await readMs();
  await work();
  return new Map([...(await readMs())].map(([what, ms]) => [what, ms - before.get(what)]));
}

async function rate(lab) {
  const { throughputPerSecond: top } = await lab.bench(
    '--concurrency',
    '128',
    '--duration',
    String(seconds),
    '--warm-up',
    '3',
  );
  const half = Math.max(1, Math.round(top / 2));
  const { latencyMs, lateStarts, unsent, longestGapMs } = await lab.bench(
    '--rate',
    String(half),
    '--duration',
    String(seconds * 2),
  );
  console.log(
    `open loop at ${half}/s, half the top rate of ${Math.round(top)}/s: latency from the time each was due`,
  );
  console.table([{ ...latencyMs, longestGapMs, lateStarts, unsent }]);
}

async function post(lab) {
  const startMs = performance.now();
  const posted = await lab.distq(
    'post',
    '--count',
    values.posts,
    '--concurrency',
    '128',
    '--prefix',
    'bench-post-',
  );
  const tookSeconds = Math.round((performance.now() - startMs) / 100) / 10;
  const { texts, waitedMs } = await received(lab, 'bench-post-', posted.acknowledged);
  console.log(`distq post --count ${values.posts} --concurrency 128`);
  console.table([
    {
      tookSeconds,
      acknowledged: posted.acknowledged,
      refused: posted.refused,
      indeterminate: posted.indeterminate,
      received: texts.length,
      duplicated: texts.length - new Set(texts).size,
      drainMs: waitedMs,
    },
  ]);
}

async function kill(lab) {
  const duration = Math.max(10, seconds * 2);
  const running = lab.bench('--concurrency', '128', '--duration', String(duration), '--warm-up', '2');
  // A rejection is reported where it is awaited.
  running.catch(() => undefined);
  await sleep((duration / 2) * 1000);
  const { name, ownerBefore, ownerAfter, hit } = await lab.distq('kill-node');
  const { longestGapMs, throughputPerSecond, refused, indeterminate, errors, arrival } = await running;
  await lab.distq('start', name);
  console.log('SIGKILL of the owner of the queue at 128 connections');
  console.table([
    {
      owner: ownerBefore,
      ownerAfter,
      hit,
      longestGapMs,
      throughputPerSecond,
      refused,
      indeterminate,
      received: arrival.received,
      missing: arrival.missing,
      duplicated: arrival.duplicated,
      drainMs: arrival.drainMs,
    },
  ]);
  if (errors.length > 0) console.table(errors);
}

/** The texts that the messages-services show, once there are enough, or a minute has passed. */
async function received(lab, prefix, expected) {
  const startMs = performance.now();
  const { services } = await lab.distq('status');
  const ports = services.filter(({ service }) => service === 'messages-service').map(({ port }) => port);
  for (;;) {
    const answers = await Promise.all(
      ports.map(async (port) => (await fetch(`http://127.0.0.1:${port}/messages`)).json()),
    );
    const texts = answers.flat().filter((text) => text.startsWith(prefix));
    const waitedMs = Math.round(performance.now() - startMs);
    if (texts.length >= expected || waitedMs > 60_000) return { texts, waitedMs };
    await sleep(200);
  }
}
