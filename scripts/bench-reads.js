/**
 * Prints how long reads take, to the first and to the last byte, and what they cost in memory: medians.
 * Usage: npm run bench:reads [-- MESSAGES…]; by default 1000 10000 100000
 */
import { request } from 'node:http';
import { FilledLab } from './filled-lab.js';
import { median, residentMb } from './process-figures.js';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000];
const largest = Math.max(...sizes);
const goal = { messages: 10_000, lastByteMs: 120 };

/** Service, path, and form that is asked for. */
const reads = [
  ['facade-service', '/facade', undefined],
  ['facade-service', '/facade', 'application/vnd.distq+json'],
  ['logging-service', '/logging', undefined],
  ['messages-service', '/messages', undefined],
  ['messages-service', '/messages/received', undefined],
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
    for (const [service, path, accept] of reads) await measure(size, service, path, accept);
  }
} finally {
  await lab.stop();
}

async function measure(size, service, path, accept) {
  const url = lab.address(service) + path;
  const runs = Math.max(3, Math.min(30, Math.ceil(300_000 / size)));
  await readOnce(url, accept);
  const peak = watchPeaks(lab.status().services);
  const times = [];
  for (let run = 0; run < runs; run++) times.push(await readOnce(url, accept));
  const largestMb = peak.stop();
  const firstMs = median(times.map(({ firstMs }) => firstMs));
  const lastMs = median(times.map(({ lastMs }) => lastMs));
  const mb = times[0].bytes / 1e6;
  console.log(
    `  ${path.padEnd(22)} ${(accept ?? '').slice(0, 12).padEnd(10)} ${ms(firstMs)} ${ms(lastMs)} ${mb.toFixed(2).padStart(9)} ${(mb / (lastMs / 1000)).toFixed(1).padStart(10)}   ${largestMb}`,
  );
}

/** Reads to the last byte without keeping it. */
function readOnce(url, accept) {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    let firstMs;
    let bytes = 0;
    request(url, { headers: accept === undefined ? {} : { accept } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.on('error', reject);
      response.on('data', (piece) => {
        firstMs ??= performance.now() - startMs;
        bytes += piece.length;
      });
      response.on('end', () => resolve({ firstMs, lastMs: performance.now() - startMs, bytes }));
    })
      .on('error', reject)
      .end();
  });
}

/** The most that each kind of service was resident with, sampled while it runs. */
function watchPeaks(services) {
  const peaks = new Map();
  const look = () => {
    for (const { service, pid } of services)
      peaks.set(service, Math.max(peaks.get(service) ?? 0, Math.round(residentMb(pid))));
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      look();
      clearInterval(timer);
      peaks.delete('config-server');
      return [...peaks].map(([service, mb]) => `${service.replace('-service', '')} ${mb}`).join(', ');
    },
  };
}

function ms(value) {
  return `${value.toFixed(1).padStart(8)} ms`;
}
