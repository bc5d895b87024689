import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Outcome } from '../../../src/system/contract/outcome.ts';
import { evidenceFiles, writeRunRecord, type RunRecord } from '../../../src/scenario/evidence/evidence.ts';
import { scenarioSchema, type Scenario } from '../../../src/scenario/file/scenario.ts';
import type { MessageRef } from '../../../src/system/contract/message-ref.ts';
import type { RecordedFault } from '../../../src/scenario/steps/faults/recorded-fault.ts';

export const startMs = Date.parse('2026-01-05T10:00:00.000Z');

export interface Sent extends MessageRef {
  uuid: string;
  /** undefined: no answer was heard. */
  outcome: Outcome | undefined;
}

/** Messages that were sent one every 10 ms, each answered 5 ms later. */
export function messages(count: number, outcome: Sent['outcome'] = 'acknowledged'): Sent[] {
  return Array.from({ length: count }, (_, index) => ({
    uuid: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    msg: `msg${index + 1}`,
    outcome,
  }));
}

/** A kill of the queue's owner that hit, while messages flowed. */
export const ownerKill: RecordedFault = {
  kind: 'kill',
  target: 'hazelcast-node2',
  role: 'queue-owner',
  signal: 'SIGKILL',
  at: iso(startMs + 52),
  pid: 4_242,
  ownerBefore: 'hazelcast-node2',
  ownerAfter: 'hazelcast-node3',
  underWay: true,
  doubts: [],
};

export function refOf({ uuid, msg }: Sent): MessageRef {
  return { uuid, msg };
}

export function journalText(sent: readonly Sent[]): string {
  const lines = sent.flatMap(({ uuid, msg, outcome }, index) => {
    const sentMs = startMs + index * 10;
    const answered = { t: iso(sentMs + 5), seq: index + 1, uuid, status: 201, ms: 5 };
    return [
      { t: iso(sentMs), event: 'attempted', seq: index + 1, uuid, msg },
      ...(outcome === undefined ? [] : [{ ...answered, event: outcome }]),
    ];
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A run in which every message arrived at one of two messages-services; `change` spoils it. */
export function recordOf(
  sent: readonly Sent[],
  change: Partial<RunRecord> = {},
  scenario: Partial<Pick<Scenario, 'control'>> & { expect?: object; steps?: object[] } = {},
): RunRecord {
  const half = (rest: number) => sent.filter((_, index) => index % 2 === rest).map(refOf);
  return {
    schemaVersion: 2,
    scenario: scenarioSchema.parse({ name: 'test', title: 'A test', steps: [{ post: {} }], ...scenario }),
    startedAt: iso(startMs),
    durationMs: sent.length * 10,
    settings: {
      topology: 'lab',
      runtime: 'jvm',
      delivery: 'raw',
      seed: 1,
      distq: '0.0.0',
      node: 'v20.20.0',
      platform: 'linux x64',
      broker: 'Hazelcast 5.7.0',
      members: 3,
      queueBackups: 1,
      mapBackups: 1,
    },
    steps: [
      {
        ...{ name: 'post 10 messages', why: null, state: 'done', at: iso(startMs) },
        ...{ durationMs: sent.length * 10, reason: null, shown: [] },
      },
    ],
    faults: [],
    contests: [],
    stepChecks: [],
    posting: [{ fromMs: startMs, toMs: startMs + sent.length * 10 }],
    observations: {
      received: { 'messages-service-1': half(0), 'messages-service-2': half(1) },
      queued: [],
      pending: [],
      logged: sent.map(({ uuid }) => uuid),
    },
    samples: [],
    ...change,
  };
}

/** Writes evidence as a run does, into a directory that goes when the test ends. */
export async function writeEvidence(record: RunRecord, journal: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-evidence-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeRunRecord(directory, record);
  await writeFile(join(directory, evidenceFiles.journal), journal);
  return directory;
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
