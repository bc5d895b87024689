import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { postDocument } from '../support/documents.js';
import { round } from '../support/round.js';

const prefix = 'bench-post-';
const receiveTimeoutMs = 60_000;
const shownTexts = z.array(z.string());

/** @type {import('../throughput.js').Part} */
export async function post(lab, { posts }) {
  const startMs = performance.now();
  const args = ['--count', String(posts), '--concurrency', '128', '--prefix', prefix];
  const { acknowledged, refused, indeterminate } = await lab.distq(postDocument, 'post', ...args);
  const tookSeconds = round((performance.now() - startMs) / 1000, 1);
  const { texts, waitedMs } = await received(lab, acknowledged);
  console.log(`distq post --count ${posts} --concurrency 128`);
  console.table([
    {
      tookSeconds,
      acknowledged,
      refused,
      indeterminate,
      received: texts.length,
      duplicated: texts.length - new Set(texts).size,
      drainMs: waitedMs,
    },
  ]);
}

/**
 * The texts that the messages-services show, when there are enough of them or a minute has passed.
 * @param {import('../support/bench-lab.js').BenchLab} lab
 * @param {number} expected
 */
async function received(lab, expected) {
  const startMs = performance.now();
  const { services } = await lab.status();
  const ports = services.filter(({ service }) => service === 'messages-service').map(({ port }) => port);
  for (;;) {
    const shown = await Promise.all(
      ports.map(async (port) => {
        const answer = await fetch(`http://127.0.0.1:${port}/messages`);
        return shownTexts.parse(await answer.json());
      }),
    );
    const texts = shown.flat().filter((text) => text.startsWith(prefix));
    const waitedMs = Math.round(performance.now() - startMs);
    if (texts.length >= expected || waitedMs > receiveTimeoutMs) return { texts, waitedMs };
    await sleep(200);
  }
}
