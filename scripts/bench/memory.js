/**
 * Sends messages through a lab and prints the resident memory of each process meanwhile: the cost of a message, and
 * proof that memory is limited.
 * Usage: npm run bench:memory [-- MESSAGES=1000000 [HEAP_MB=2048 [SHOWN_MB=128]]]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { FilledLab } from './support/filled-lab.js';
import { residentMb } from './support/process-figures.js';

const [count = 1_000_000, heapMb = 2_048, shownMb = 128] = process.argv.slice(2).map(Number);
const rows = 10;
const idleMs = 6_000;

const lab = await FilledLab.start({ cluster: { heapMb }, retention: { shownMb } });
try {
  console.log(
    `${count} messages; members with heaps of ${heapMb} MB, ${shownMb} MB of shown messages an instance`,
  );
  await sleep(idleMs);
  print('idle');
  const startMs = performance.now();
  for (let row = 1; row <= rows; row++) {
    const total = Math.round((count * row) / rows);
    await lab.postUpTo(total);
    await lab.drained();
    print(`${total} after ${Math.round((performance.now() - startMs) / 1_000)} s`);
  }
  const startReadMs = performance.now();
  const bytes = await bytesOf(await fetch(`${lab.address('facade-service')}/facade`));
  print(`read ${Math.round(bytes / 1e6)} MB in ${Math.round(performance.now() - startReadMs)} ms`);
} finally {
  await lab.stop();
}

/**
 * Reads an answer to its end without keeping it.
 * @param {Response} response
 */
async function bytesOf({ body }) {
  let bytes = 0;
  const counter = new WritableStream({
    write(/** @type {Uint8Array} */ piece) {
      bytes += piece.length;
    },
  });
  await body?.pipeTo(counter);
  return bytes;
}

/** @param {string} when */
function print(when) {
  const { services, members } = lab.status();
  const sizes = [...members, ...services].map(({ name, pid }) => {
    const short = name.replace('hazelcast-', '').replace('-service', '').replace('config-server', 'config');
    return `${short} ${Math.round(residentMb(pid))}`;
  });
  console.log(`${when.padEnd(24)} MB: ${sizes.join(', ')}`);
}
