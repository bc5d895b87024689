// Prints how long the account of a large run takes, as a whole process. Usage: npm run bench:account [-- MESSAGES [RUNS]]
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/distq.js', import.meta.url));
const goalMs = 2_000;
const count = Number(process.argv[2] ?? 100_000);
const runs = Number(process.argv[3] ?? 5);

const directory = mkdtempSync(join(tmpdir(), 'distq-account-'));
try {
  writeEvidence(directory);
  const times = Array.from({ length: runs }, () => verifyMs(directory)).sort((a, b) => a - b);
  const [fastest, median, slowest] = [times[0], times[Math.floor(runs / 2)], times[runs - 1]].map((ms) =>
    Math.round(ms),
  );
  console.log(
    `distq verify, ${count} messages: ${median} ms (${fastest} to ${slowest}, ${runs} runs; goal ${goalMs} ms)`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function verifyMs(evidence) {
  const startMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'verify', evidence, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const ms = performance.now() - startMs;
  const { account, verdict } = JSON.parse(stdout);
  if (status !== 0 || verdict !== 'passed' || account.received !== count) {
    throw new Error(`exit code ${status}, verdict ${verdict}, ${account.received} received\n${stderr}`);
  }
  return ms;
}

/** A run in which every message was acknowledged, logged and received once, 1,000 a second. */
function writeEvidence(into) {
  const startMs = Date.UTC(2026, 0, 1);
  const messages = Array.from({ length: count }, (_, index) => ({
    uuid: randomUUID(),
    msg: `msg${index + 1}`,
    seq: index + 1,
    sentMs: startMs + index,
  }));
  const lines = messages.flatMap(({ uuid, msg, seq, sentMs }) => [
    { t: time(sentMs), event: 'attempted', seq, uuid, msg },
    { t: time(sentMs + 5), event: 'acknowledged', seq, uuid, ms: 5.12, status: 201 },
  ]);
  writeFileSync(join(into, 'journal.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(join(into, 'evidence.json'), JSON.stringify(evidenceOf(messages, startMs), null, 1));
}

function evidenceOf(messages, startMs) {
  const endMs = startMs + count + 5;
  const half = (rest) =>
    messages.filter((_, index) => index % 2 === rest).map(({ uuid, msg }) => ({ uuid, msg }));
  return {
    schemaVersion: 2,
    scenario: {
      name: 'large',
      title: 'A large run',
      steps: [{ post: { count, concurrency: 16 } }],
      expect: { account: { acknowledged: count }, longestGapMs: 1000 },
    },
    startedAt: time(startMs),
    durationMs: endMs - startMs,
    settings: {
      topology: 'lab',
      runtime: 'jvm',
      delivery: 'raw',
      seed: 1,
      distq: '0.0.0',
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      hazelcast: '5.7.0',
      members: 3,
      queueBackups: 1,
      mapBackups: 1,
    },
    steps: [
      { name: 'post', why: null, state: 'done', at: time(startMs), durationMs: 1, reason: null, shown: [] },
    ],
    faults: [],
    stepChecks: [],
    posting: [{ fromMs: startMs, toMs: endMs }],
    observations: {
      received: { 'messages-service-1': half(0), 'messages-service-2': half(1) },
      queued: [],
      pending: [],
      logged: messages.map(({ uuid }) => uuid),
    },
    samples: [],
  };
}

function time(ms) {
  return new Date(ms).toISOString();
}
