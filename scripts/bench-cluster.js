/**
 * Measures how long three members take from launch until a client sees all of them and until each says that it
 * started, and the memory of each when idle. Usage: node scripts/bench-cluster.js [RUNS=5] [VERSION=5.7.0] [HEAP_MB]
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { textLoaders } from './bundle.js';
import { freePorts } from './free-ports.js';
import { median, residentMb } from './process-figures.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const runs = Number(process.argv[2] ?? 5);
const version = process.argv[3] ?? '5.7.0';
const heap = process.argv[4] === undefined ? {} : { heapMb: Number(process.argv[4]) };
const { createRuntime, observeCluster, settingsOf, topologySchema } = await importSources();

const results = [];
for (let run = 0; run < runs; run++) results.push(await measure());
console.table(results);
const seenMs = median(results.map((result) => result.seenMs));
console.log(`median until a client sees three members: ${seenMs} ms`);

async function measure() {
  const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
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
  const runtime = createRuntime('jvm', cluster, { directory, env: process.env });
  const prepareFrom = performance.now();
  await runtime.prepare(() => undefined);
  const from = performance.now();
  const members = await Promise.all(
    cluster.members.map((member) => runtime.launch(member, { coldStart: true })),
  );
  try {
    const started = Promise.all(
      members.map(({ stdout, stderr }) => (stderr.resume(), saysStarted(stdout, runtime))),
    );
    const observer = await observeCluster(settingsOf(cluster), () => undefined);
    while (observer.members().length < 3) await sleep(5);
    const seenMs = Math.round(performance.now() - from);
    await started;
    const startedMs = Math.round(performance.now() - from);
    await sleep(5_000);
    const rssMb = members.map(({ pid }) => Math.round(residentMb(pid))).join(' ');
    await observer.close();
    return { prepareMs: Math.round(from - prepareFrom), seenMs, startedMs, rssMb };
  } finally {
    for (const member of members) member.kill('SIGKILL');
    await Promise.all(members.map(({ exited }) => exited));
    await rm(directory, { recursive: true });
  }
}

function saysStarted(stdout, runtime) {
  return new Promise((resolve) => {
    let text = '';
    stdout.on('data', (chunk) => {
      text += chunk;
      if (text.split('\n').some((line) => runtime.startedLine(line))) resolve();
    });
  });
}

async function importSources() {
  const outfile = join(project, 'node_modules/.cache/distq/bench-cluster.js');
  await build({
    stdin: {
      contents:
        "export * from './src/broker/hazelcast/create-runtime.ts'; export * from './src/broker/hazelcast/observer/cluster-observer.ts'; export * from './src/broker/hazelcast/members/settings-of.ts'; export { topologySchema } from './src/topology/topology.ts';",
      resolveDir: project,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: textLoaders,
    outfile,
  });
  return await import(pathToFileURL(outfile).href);
}
