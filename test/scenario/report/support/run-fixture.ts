import { parseJournal } from '../../../../src/posting/read-journal.ts';
import type { RunRecord, Sample, StepResult } from '../../../../src/scenario/evidence/evidence.ts';
import type { ReportedRun } from '../../../../src/scenario/report/reported-run.ts';
import { documentFrom } from '../../../../src/scenario/verdict/run-document.ts';
import { scenarioSchema } from '../../../../src/scenario/file/scenario.ts';
import type { MessageRef } from '../../../../src/system/contract/message-ref.ts';

export const startMs = Date.parse('2026-01-05T10:00:00.000Z');
const faultMs = 8_000;
const gapMs = 477;
const endMs = 20_000;

/** Texts that try to become markup, to leave their script element, to break XML or to reorder the page. */
export const hostileTexts = [
  '<script>window.broken = true</script>',
  '</script><img src=x onerror="window.broken = true">',
  '"><svg onload=window.broken=true>',
  '<!--',
  ']]>',
  '&lt;b&gt; &amp; <b>bold</b>',
  'null \u0000, escape \u001b[31m, delete \u007f, half \ud800, nonsense \uffff',
  'override \u202e gnitirw',
  'two\nlines\tand a tab',
  '[link](javascript:alert(1)) | `code` **strong** #1 @someone',
  '',
  'x'.repeat(5_000),
] as const;

interface FixtureOptions {
  messages?: number;
  /** The first ones take these texts. */
  texts?: readonly string[];
  /** So many acknowledged messages reach no one. */
  lost?: number;
  /** So many are shown by both. */
  duplicated?: number;
  /** What speaks against the fault having hit. */
  doubts?: string[];
  /** The step in which the run ended, with why. */
  failedStep?: { index: number; reason: string };
}

/** A run in which the owner of the queue is killed after 8 s under load, and posts go on after 477 ms. */
export function runFixture(options: FixtureOptions = {}): ReportedRun {
  const { messages = 2_000, texts = [] } = options;
  const all = Array.from({ length: messages }, (_, index) => messageAt(index, messages, texts[index]));
  const journal = parseJournal(all.flatMap(journalLines).join('\n'), 'journal.jsonl');
  const record = recordOf(all, options);
  return { record, journal, document: documentFrom(record, journal) };
}

interface Planned extends MessageRef {
  uuid: string;
  sentMs: number;
  latencyMs: number;
  outcome: 'acknowledged' | 'refused' | 'indeterminate';
}

function messageAt(index: number, messages: number, text: string | undefined): Planned {
  const runningMs = endMs - gapMs - 2_000;
  const workingMs = (index / messages) * runningMs + 500;
  const sentMs = workingMs < faultMs ? workingMs : workingMs + gapMs;
  const underWay = workingMs < faultMs && workingMs > faultMs - 60;
  return {
    uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    msg: text ?? `msg${index + 1}`,
    sentMs,
    latencyMs: underWay ? faultMs + gapMs - sentMs : 4 + (index % 7),
    outcome: underWay && index % 3 === 0 ? 'indeterminate' : index % 400 === 399 ? 'refused' : 'acknowledged',
  };
}

function journalLines({ uuid, msg, sentMs, latencyMs, outcome }: Planned, index: number): string[] {
  const common = { seq: index + 1, uuid };
  const status = { acknowledged: 201, refused: 503, indeterminate: null }[outcome];
  return [
    JSON.stringify({ t: iso(sentMs), event: 'attempted', ...common, msg }),
    JSON.stringify({ t: iso(sentMs + latencyMs), event: outcome, ...common, status, ms: latencyMs }),
  ];
}

function recordOf(all: readonly Planned[], options: FixtureOptions): RunRecord {
  const { lost = 0, duplicated = 0, doubts = [] } = options;
  const taken = all.filter(({ outcome }) => outcome !== 'refused');
  const acknowledged = all.filter(({ outcome }) => outcome === 'acknowledged');
  const gone = new Set(acknowledged.slice(0, lost));
  const shown = taken.filter((message) => !gone.has(message)).map(({ uuid, msg }) => ({ uuid, msg }));
  const received = {
    'messages-service-1': shown.filter((_, index) => index % 2 === 0),
    'messages-service-2': [
      ...shown.filter((_, index) => index % 2 === 1),
      ...shown.filter((_, index) => index % 2 === 0).slice(0, duplicated),
    ],
  };
  return {
    schemaVersion: 2,
    scenario: scenarioSchema.parse({
      name: 'owner-kill',
      title: 'The owner of the queue is killed under load',
      description: 'While 16 clients post, the member that owns the queue gets SIGKILL. Nothing may be lost.',
      steps: [
        { name: 'Post without pause, 16 at a time', post: { concurrency: 16, background: true } },
        { wait: { acknowledged: 300 } },
        { kill: { target: 'queue-owner' } },
        { name: 'Items and backups per member', show: { what: 'members' } },
        { get: { times: 2 } },
        { name: 'What each messages-service received', show: { what: 'received' } },
      ],
      expect: { account: { refused: 'any', indeterminate: 'any' }, longestGapMs: 5_000 },
    }),
    startedAt: new Date(startMs).toISOString(),
    durationMs: endMs,
    settings: {
      topology: 'lab',
      runtime: 'jvm',
      delivery: 'raw',
      seed: 4_711,
      distq: '0.1.0',
      node: 'v20.20.2',
      platform: 'linux x64',
      broker: 'Hazelcast 5.7.0',
      members: 3,
      queueBackups: 1,
      mapBackups: 1,
    },
    steps: stepsOf(received, options.failedStep),
    faults: [
      {
        kind: 'kill',
        target: 'hazelcast-node2',
        role: 'queue-owner',
        signal: 'SIGKILL',
        at: iso(faultMs),
        pid: 4_242,
        ownerBefore: 'hazelcast-node2',
        ownerAfter: 'hazelcast-node3',
        underWay: false,
        doubts,
      },
    ],
    contests: [],
    stepChecks: [
      {
        what: 'messages of all messages-service instances together',
        expected: '10',
        actual: '10',
        holds: true,
      },
      {
        what: 'messages of all messages-service instances together',
        expected: '10',
        actual: '10',
        holds: true,
      },
    ],
    posting: [{ fromMs: startMs + 500, toMs: startMs + endMs - 1_500 }],
    observations: { received, queued: [], pending: [], logged: taken.map(({ uuid }) => uuid) },
    samples: Array.from({ length: endMs / 250 }, (_, index) => sampleAt(index * 250)),
  };
}

function sampleAt(atMs: number): Sample {
  const isAfter = atMs > faultMs;
  const size = isAfter && atMs < faultMs + 2_000 ? 120 : atMs % 1_000 === 0 ? 3 : 0;
  const entries = Math.round(atMs / 10);
  const owner = isAfter ? 'hazelcast-node3' : 'hazelcast-node2';
  return {
    atMs: startMs + atMs,
    queueSize: size,
    queueOwner: owner,
    members: ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'].map((name) => {
      if (isAfter && name === 'hazelcast-node2') return { name, queue: null, map: null };
      const holdsBackup = name === 'hazelcast-node1';
      return {
        name,
        queue: { owned: name === owner ? size : 0, backup: holdsBackup ? size : 0 },
        map: {
          owned: Math.round(entries / (isAfter ? 2 : 3)),
          backup: Math.round(entries / (isAfter ? 2 : 3)),
        },
      };
    }),
  };
}

function stepsOf(
  received: Record<string, readonly MessageRef[]>,
  failed: FixtureOptions['failedStep'],
): StepResult[] {
  const steps: StepResult[] = [
    step('Post without pause, 16 at a time', 'The cluster must be busy when it is hit.', 500, 12, []),
    step('wait until 300 posts are acknowledged', null, 520, 7_400, []),
    step(
      'kill queue-owner (SIGKILL)',
      'The owner is looked up right before the signal, because ownership moves.',
      7_990,
      900,
      [{ what: 'text', text: 'hazelcast-node2 is gone (SIGKILL); the queue went to hazelcast-node3' }],
    ),
    step('Items and backups per member', null, 9_000, 400, [
      {
        what: 'members',
        queueOwner: 'hazelcast-node3',
        queueSize: 120,
        members: sampleAt(9_000).members.map(({ name, queue, map }, index) => ({
          name,
          address: `127.0.0.1:${5_701 + index}`,
          state: queue === null ? 'exited' : 'ready',
          pid: queue === null ? null : 4_000 + index,
          uuid: null,
          version: '5.7.0',
          ownsQueue: name === 'hazelcast-node3',
          queue,
          map,
        })),
      },
    ]),
    step('ask the facade 2 times', null, 9_500, 30, [
      {
        what: 'answers',
        answers: [
          {
            logging: 'logging-service-1',
            logged: 900,
            messages: 'messages-service-2',
            received: ['msg2', 'msg4'],
          },
          { logging: 'logging-service-3', logged: 901, messages: 'messages-service-1', received: [] },
        ],
      },
    ]),
    step('What each messages-service received', null, 19_000, 20, [
      {
        what: 'received',
        instances: Object.fromEntries(
          Object.entries(received).map(([name, refs]) => [name, refs.map(({ msg }) => msg)]),
        ),
      },
    ]),
  ];
  if (failed === undefined) return steps;
  return steps.map((one, index) => {
    if (index < failed.index) return one;
    const reason = index === failed.index ? failed.reason : null;
    return { ...one, state: reason === null ? 'skipped' : 'failed', reason, shown: [] };
  });
}

function step(
  name: string,
  why: string | null,
  atMs: number,
  durationMs: number,
  shown: StepResult['shown'],
): StepResult {
  return { name, why, state: 'done', at: iso(atMs), durationMs, reason: null, shown };
}

function iso(ms: number): string {
  return new Date(startMs + Math.round(ms)).toISOString();
}
