// Prints how long `distq verify` takes for a large run.
// Usage: npm run bench:account [-- MESSAGES [RUNS]]
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDocument } from './support/documents.js';
import { median } from './support/median.js';
import { program } from '../shared/program.js';

const goalMs = 2_000;
const count = Number(process.argv[2] ?? 100_000);
const runs = Number(process.argv[3] ?? 5);

const directory = mkdtempSync(join(tmpdir(), 'distq-account-'));
try {
  writeEvidence(directory);
  const times = Array.from({ length: runs }, () => verifyMs(directory));
  const [fastest, middle, slowest] = [Math.min(...times), median(times), Math.max(...times)].map(Math.round);
  console.log(
    `distq verify, ${count} messages: ${middle} ms (${fastest} to ${slowest}, ${runs} runs; goal ${goalMs} ms)`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/**
 * Duration of `distq verify` in ms, including the start of the process.
 * @param {string} evidence directory
 */
function verifyMs(evidence) {
  const startMs = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'verify', evidence, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const ms = performance.now() - startMs;
  if (status !== 0) throw new Error(`exit code ${status ?? 'none'}\n${stdout}${stderr}`);
  const { account, verdict } = runDocument.parse(JSON.parse(stdout));
  if (verdict !== 'passed' || account.received !== count)
    throw new Error(`verdict ${verdict}, ${account.received} received`);
  return ms;
}

/** @typedef {{ uuid: string, msg: string, seq: number, sentMs: number }} Message */

/**
 * Writes a run in which every message was acknowledged, logged and received once, at 1,000 messages per second.
 * @param {string} into directory
 */
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

/**
 * @param {Message[]} messages
 * @param {number} startMs
 */
function evidenceOf(messages, startMs) {
  const endMs = startMs + count + 5;
  /** @param {0 | 1} rest */
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
    contests: [],
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

/** @param {number} ms */
function time(ms) {
  return new Date(ms).toISOString();
}
