/**
 * Measures how long three members take from the launch until a client sees all of them, and until each reports that it
 * started; and the memory of each idle member.
 * Usage: npm run bench:cluster [-- RUNS=5 [VERSION=5.7.0 [HEAP_MB]]]
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { bundleSources } from '../build/bundle-sources.js';
import { project } from '../shared/project.js';
import { freePorts } from './support/free-ports.js';
import { median } from './support/median.js';
import { residentMb } from './support/process-figures.js';

/** @typedef {ReturnType<import('./support/cluster-sources.ts').createRuntime>} Runtime */

const idleMs = 5_000;
const seenTimeoutMs = 120_000;
const runs = Number(process.argv[2] ?? 5);
const version = process.argv[3] ?? '5.7.0';
const heap = process.argv[4] === undefined ? {} : { heapMb: Number(process.argv[4]) };
const { createRuntime, observeCluster, settingsOf, topologySchema } = await clusterSources();

const results = [];
for (let run = 0; run < runs; run++) results.push(await measure());
console.table(results);
const seenMs = median(results.map((result) => result.seenMs));
console.log(`median until a client sees three members: ${seenMs} ms`);

async function measure() {
  const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
  const cluster = await benchCluster();
  const runtime = createRuntime('jvm', cluster, { directory, env: process.env });
  const prepareFrom = performance.now();
  await runtime.prepare(() => undefined);
  const from = performance.now();
  const members = await Promise.all(
    cluster.members.map((member) => runtime.launch(member, { coldStart: true })),
  );
  try {
    const started = Promise.all(members.map((member) => untilStarted(member, runtime)));
    const observer = await observeCluster(settingsOf(cluster), () => undefined);
    while (observer.members().length < 3) {
      if (performance.now() - from > seenTimeoutMs)
        throw new Error(`a client sees ${observer.members().length} members after ${seenTimeoutMs} ms`);
      await sleep(5);
    }
    const seenMs = Math.round(performance.now() - from);
    await started;
    const startedMs = Math.round(performance.now() - from);
    await sleep(idleMs);
    const rssMb = members.map(({ pid }) => Math.round(residentMb(pid))).join(' ');
    await observer.close();
    return { prepareMs: Math.round(from - prepareFrom), seenMs, startedMs, rssMb };
  } finally {
    await Promise.all(members.map((member) => member.kill('SIGKILL')));
    await Promise.all(members.map(({ exited }) => exited));
    await rm(directory, { recursive: true });
  }
}

async function benchCluster() {
  const ports = await freePorts(3);
  const { cluster } = topologySchema.parse({
    name: 'bench',
    services: {},
    cluster: {
      name: `bench-${randomUUID()}`,
      version,
      ...heap,
      members: ports.map((port, index) => ({ name: `hazelcast-${index + 1}`, port })),
    },
  });
  return cluster;
}

/**
 * @param {Awaited<ReturnType<Runtime['launch']>>} member
 * @param {Runtime} runtime
 * @returns {Promise<void>}
 */
function untilStarted({ stdout, stderr }, runtime) {
  stderr.resume();
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout })
      .on('line', (line) => {
        if (runtime.startNews(line)?.kind === 'started') resolve();
      })
      .on('close', () => {
        reject(new Error('a member ended before it was started'));
      });
  });
}

async function clusterSources() {
  const outfile = join(project, 'node_modules/.cache/distq/bench-cluster.js');
  await bundleSources(outfile, 'scripts/bench/support/cluster-sources.ts');
  /** @type {unknown} */
  const sources = await import(pathToFileURL(outfile).href);
  if (!isClusterSources(sources)) throw new Error('cluster-sources.ts was not bundled');
  return sources;
}

/**
 * @param {unknown} value
 * @returns {value is typeof import('./support/cluster-sources.ts')}
 */
function isClusterSources(value) {
  return typeof value === 'object' && value !== null && 'createRuntime' in value;
}
