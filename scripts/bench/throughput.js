/**
 * Measures the lab (three members, delivery ledger) against a bare Fastify that accepts the same form post, on this machine, now.
 * Usage: npm run bench:throughput [-- PART… [--rounds N] [--seconds S] [--posts N]]; without PART all of them:
 *   ratios    facade and echo in turn, at 1, 32 and 128 connections: medians, and the ratio
 *   clients   the same with other load generators: one that costs more makes the echo slower, and the ratio better
 *   cpu       processor time that a message costs, facade and echo: hardly depends on what else the machine does
 *   rate      latency at half the top rate, in the open loop
 *   post      distq post --count 100000 --concurrency 128, and whether all were received
 *   kill      SIGKILL of the queue's owner in the middle of 128 connections: longest gap, refusals
 */
import { parseArgs } from 'node:util';
import { withBenchLab } from './support/bench-lab.js';
import { clients } from './throughput-parts/clients.js';
import { cpu } from './throughput-parts/cpu.js';
import { kill } from './throughput-parts/kill.js';
import { post } from './throughput-parts/post.js';
import { rate } from './throughput-parts/rate.js';
import { ratios } from './throughput-parts/ratios.js';

/**
 * @typedef {{ rounds: number, seconds: number, posts: number }} Settings
 * @typedef {(lab: import('./support/bench-lab.js').BenchLab, settings: Settings) => Promise<void>} Part
 */

/** @type {Map<string, Part>} */
const parts = new Map(Object.entries({ ratios, clients, cpu, rate, post, kill }));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    posts: { type: 'string', default: '100000' },
  },
});
const settings = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  posts: Number(values.posts),
};
const wanted = positionals.length > 0 ? positionals.map(partNamed) : [...parts.values()];

await withBenchLab(async (lab) => {
  for (const measure of wanted) await measure(lab, settings);
});

/** @param {string} name */
function partNamed(name) {
  const part = parts.get(name);
  if (part === undefined) {
    console.error(`unknown part: ${name}; the parts are ${[...parts.keys()].join(', ')}`);
    process.exit(2);
  }
  return part;
}
