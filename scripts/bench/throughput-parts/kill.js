import { setTimeout as sleep } from 'node:timers/promises';
import { anyDocument, arrivalOf, killNodeDocument } from '../support/documents.js';

/** @type {import('../throughput.js').Part} */
export async function kill(lab, { seconds }) {
  const duration = Math.max(10, seconds * 2);
  const running = lab.bench('--concurrency', '128', '--duration', String(duration), '--warm-up', '2');
  // The caller that awaits it reports a rejection.
  running.catch(() => undefined);
  await sleep((duration / 2) * 1000);
  const { name, ownerBefore, ownerAfter, hit } = await lab.distq(killNodeDocument, 'kill-node');
  const run = await running;
  await lab.distq(anyDocument, 'start', name);
  const { longestGapMs, throughputPerSecond, refused, indeterminate, errors } = run;
  const { received, missing, duplicated, drainMs } = arrivalOf(run);
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
      received,
      missing,
      duplicated,
      drainMs,
    },
  ]);
  if (errors.length > 0) console.table(errors);
}
