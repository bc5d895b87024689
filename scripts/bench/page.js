/**
 * Prints what watching the live page costs: acknowledged posts per second with and without a watcher, in turn.
 * Usage: npm run bench:page [-- ROUNDS [SECONDS]]; default: 5 rounds of 10 s
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import { withBenchLab } from './support/bench-lab.js';
import { median } from './support/median.js';
import { round } from './support/round.js';

/** The supervisor still watches for 15 s after the last browser left. */
const lingerMs = 16_000;
const goal = 0.97;
const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 10);
const pageDocument = z.object({ page: z.string() });

await withBenchLab(async (lab) => {
  const { page } = await lab.distq(pageDocument, 'page', '--print');
  const cookie = await cookieOf(page);
  /** @type {number[]} */
  const ratios = [];
  console.log(`${rounds} rounds of ${seconds} s; goal: a ratio of at least ${goal}\n`);
  console.log('  alone/s   watched/s   ratio');
  for (let each = 0; each < rounds; each += 1) {
    const alone = await load(lab);
    const watcher = await watch(new URL('/events', page), cookie);
    const watched = await load(lab);
    watcher.abort();
    ratios.push(watched / alone);
    const figures = [Math.round(alone), Math.round(watched), round(watched / alone, 3)];
    console.log(figures.map((figure) => String(figure).padStart(9)).join('  '));
    await sleep(lingerMs);
  }
  console.log(`\nmedian ratio ${round(median(ratios), 3)}`);
});

/** @param {import('./support/bench-lab.js').BenchLab} lab */
async function load(lab) {
  const args = ['--concurrency', '32', '--duration', String(seconds), '--warm-up', '2'];
  return (await lab.bench(...args)).throughputPerSecond;
}

/** @param {string} page */
async function cookieOf(page) {
  const { headers, body } = await request(page);
  await body.dump();
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/**
 * Reads the stream, as a browser that shows the page, until it is aborted.
 * @param {URL} url
 * @param {string} cookie
 */
async function watch(url, cookie) {
  const gone = new AbortController();
  const { statusCode, body } = await request(url, { headers: { cookie }, signal: gone.signal });
  if (statusCode !== 200) throw new Error(`the page answered ${statusCode}`);
  // Aborting it is an error of the body.
  body.on('error', () => undefined);
  body.resume();
  return gone;
}
