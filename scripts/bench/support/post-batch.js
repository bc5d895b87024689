import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const retryMs = 200;
const maxTries = 200;
const answered = z.object({ status: z.number() });

/**
 * Posts lines, and posts refused ones again. A 504 is left as it is, because its outcome is unknown.
 * @param {string} url
 * @param {string[]} lines
 */
export async function postBatch(url, lines) {
  let left = lines;
  for (let tries = 0; tries <= maxTries; tries++) {
    left = await refusedOf(url, left);
    if (left.length === 0) return;
    await sleep(retryMs);
  }
  throw new Error(`${left.length} messages are still refused`);
}

/**
 * Posts lines. @returns the refused ones
 * @param {string} url
 * @param {string[]} lines
 */
async function refusedOf(url, lines) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  const text = await response.text();
  if (response.status === 503) return lines;
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${text}`);
  const statuses = text
    .trimEnd()
    .split('\n')
    .map((line) => answered.parse(JSON.parse(line)).status);
  const strange = statuses.find((status) => ![200, 201, 503, 504].includes(status));
  if (strange !== undefined) throw new Error(`a message was answered ${strange}`);
  return lines.filter((_, index) => statuses[index] === 503);
}
