/**
 * Prints how long reads take, to the first and to the last byte, and their memory: medians.
 * Usage: npm run bench:reads [-- MESSAGES…]; default: 1000 10000 100000
 */
import { request } from 'node:http';
import { FilledLab } from './support/filled-lab.js';
import { median } from './support/median.js';
import { residentMb } from './support/process-figures.js';

/** @typedef {{ service: string, path: string, accept?: string }} Read `accept`: the requested media type */

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000];
const largest = Math.max(...sizes);
const goal = { messages: 10_000, lastByteMs: 120 };
const sampleMs = 50;

/** @type {Read[]} */
const reads = [
  { service: 'facade-service', path: '/facade' },
  { service: 'facade-service', path: '/facade', accept: 'application/vnd.distq+json' },
  { service: 'logging-service', path: '/logging' },
  { service: 'messages-service', path: '/messages' },
  { service: 'messages-service', path: '/messages/received' },
];

const heapMb = Math.max(256, Math.ceil(largest / 1_000));
const lab = await FilledLab.start({ cluster: { heapMb } });
try {
  console.log(
    `3 members with heaps of ${heapMb} MB; GET /facade is goal ${goal.lastByteMs} ms at ${goal.messages} messages`,
  );
  for (const size of [...sizes].sort((a, b) => a - b)) {
    await lab.postUpTo(size);
    await lab.drained();
    console.log(
      `\n${size} messages${' '.repeat(23)} first byte   last byte        MB       MB/s   largest resident MB`,
    );
    for (const read of reads) await measure(size, read);
  }
} finally {
  await lab.stop();
}

/**
 * @param {number} size
 * @param {Read} read
 */
async function measure(size, { service, path, accept }) {
  const url = lab.address(service) + path;
  const headers = accept === undefined ? {} : { accept };
  const runs = Math.max(3, Math.min(30, Math.ceil(300_000 / size)));
  await readOnce(url, headers);
  const peaks = watchPeaks(lab.status().services);
  const times = [];
  for (let run = 0; run < runs; run++) times.push(await readOnce(url, headers));
  const largestMb = peaks.stop();
  const firstMs = median(times.map((time) => time.firstMs));
  const lastMs = median(times.map((time) => time.lastMs));
  const mb = median(times.map(({ bytes }) => bytes)) / 1e6;
  console.log(
    `  ${path.padEnd(22)} ${(accept ?? '').slice(0, 12).padEnd(10)} ${ms(firstMs)} ${ms(lastMs)} ${mb.toFixed(2).padStart(9)} ${(mb / (lastMs / 1000)).toFixed(1).padStart(10)}   ${largestMb}`,
  );
}

/**
 * Reads to the last byte without keeping it.
 * @param {string} url
 * @param {import('node:http').OutgoingHttpHeaders} headers
 * @returns {Promise<{ firstMs: number, lastMs: number, bytes: number }>}
 */
function readOnce(url, headers) {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request(url, { headers }, (response) => {
      if (response.statusCode !== 200)
        reject(new Error(`${url} answered ${response.statusCode ?? 'nothing'}`));
      /** @type {number | undefined} */
      let firstMs;
      let bytes = 0;
      response.on('error', reject);
      response.on('data', (/** @type {Buffer} */ piece) => {
        firstMs ??= performance.now() - startMs;
        bytes += piece.length;
      });
      response.on('end', () => {
        const lastMs = performance.now() - startMs;
        resolve({ firstMs: firstMs ?? lastMs, lastMs, bytes });
      });
    });
    asking.on('error', reject).end();
  });
}

/**
 * The highest resident memory of each kind of service, sampled while it runs.
 * @param {{ service: string, pid: number }[]} services
 */
function watchPeaks(services) {
  /** @type {Map<string, number>} */
  const peaks = new Map();
  const look = () => {
    for (const { service, pid } of services)
      peaks.set(service, Math.max(peaks.get(service) ?? 0, Math.round(residentMb(pid))));
  };
  const timer = setInterval(look, sampleMs);
  return {
    stop() {
      look();
      clearInterval(timer);
      peaks.delete('config-server');
      return [...peaks].map(([service, mb]) => `${service.replace('-service', '')} ${mb}`).join(', ');
    },
  };
}

/** @param {number} value */
function ms(value) {
  return `${value.toFixed(1).padStart(8)} ms`;
}
