import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { evidenceFiles, readEvidence, type RunRecord } from '../../../src/scenario/evidence/evidence.ts';
import { documentFrom, type RunDocument } from '../../../src/scenario/verdict/run-document.ts';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import {
  iso,
  journalText,
  ownerKill,
  messages,
  recordOf,
  refOf,
  startMs,
  writeEvidence,
} from '../support/run-files.ts';

async function judgeFiles(directory: string): Promise<RunDocument> {
  const { record, journal } = await readEvidence(directory);
  return documentFrom(record, journal);
}

const ten = messages(10);

describe('the files alone', () => {
  test('give the same document as the run', async () => {
    const member = {
      name: 'hazelcast-node1',
      address: '127.0.0.1:5701',
      state: 'ready' as const,
      pid: 1,
      uuid: null,
      version: '5.7.0',
      ownsQueue: true,
      queue: { owned: 10, backup: 0 },
      map: null,
    };
    const step = { why: null, at: iso(startMs), durationMs: 5, reason: null };
    const record = recordOf(ten, {
      faults: [ownerKill],
      steps: [
        {
          ...step,
          name: 'everything that can be shown',
          state: 'done',
          shown: [
            { what: 'members', queueOwner: null, queueSize: 10, members: [member] },
            { what: 'received', instances: { 'messages-service-1': ['msg1', 'line\n\u001b[31m'] } },
            { what: 'logged', instances: {} },
            {
              what: 'answers',
              answers: [
                { logging: 'logging-service-1', logged: 10, messages: 'messages-service-2', received: [] },
              ],
            },
            { what: 'text', text: 'ü' },
          ],
        },
      ],
      samples: [{ atMs: startMs, queueSize: null, queueOwner: null, members: [{ ...member, queue: null }] }],
    });
    const journal = journalText(ten);
    const directory = await writeEvidence(record, journal);
    const document = await judgeFiles(directory);
    expect(document).toEqual(documentFrom(record, parseJournal(journal, 'j')));
    expect(document).toMatchObject({ verdict: 'passed', account: { acknowledged: 10, received: 10 } });
  });

  test('give the same verdict as the run for any fate of its messages', async () => {
    const fates = fc.array(
      fc.record({
        outcome: fc.constantFrom('acknowledged', 'refused', 'indeterminate', undefined),
        shownBy: fc.subarray(['messages-service-1', 'messages-service-2']),
        queued: fc.boolean(),
        logged: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fates, fc.boolean(), async (chosen, hit) => {
        const sent = messages(chosen.length).map((message, index) => ({
          ...message,
          outcome: chosen[index]?.outcome,
        }));
        const having = (holds: (fate: (typeof chosen)[number]) => boolean) =>
          sent.filter((_, index) => chosen.slice(index, index + 1).some(holds)).map(refOf);
        const record = recordOf(sent, {
          faults: [{ ...ownerKill, doubts: hit ? [] : ['it missed'] }],
          observations: {
            received: {
              'messages-service-1': having(({ shownBy }) => shownBy.includes('messages-service-1')),
              'messages-service-2': having(({ shownBy }) => shownBy.includes('messages-service-2')),
            },
            queued: having(({ queued }) => queued),
            pending: [],
            logged: having(({ logged }) => logged).map(({ uuid }) => uuid ?? ''),
          },
        });
        const journal = journalText(sent);
        const directory = await writeEvidence(record, journal);
        expect(await judgeFiles(directory)).toEqual(documentFrom(record, parseJournal(journal, 'j')));
      }),
      { numRuns: 50 },
    );
  });
});

test('a failed step fails the run, with its reason', async () => {
  const failed = {
    name: 'wait until all messages are received',
    why: null,
    state: 'failed' as const,
    at: iso(startMs),
    durationMs: 30_000,
    reason: 'waited 30000 ms',
    shown: [],
  };
  const skipped = { ...failed, state: 'skipped' as const, reason: null };
  const steps = [{ wait: { received: 'all' } }, { post: {} }];
  const record = recordOf(ten, { steps: [failed, skipped] }, { steps });
  const { verdict, checks } = await judgeFiles(await writeEvidence(record, journalText(ten)));
  expect(verdict).toBe('failed');
  expect(checks.filter(({ holds }) => !holds)).toEqual([
    {
      what: 'step: wait until all messages are received',
      expected: 'done',
      actual: 'waited 30000 ms',
      holds: false,
    },
  ]);
});

test('a gap is attributed to the fault before it, the longest of all to the run', () => {
  // Nothing is acknowledged between 55 and 465 ms, nor, long after the fault, between 20,005 and 21,005.
  const shift = (index: number) => (index < 6 ? 0 : index < 9 ? 400 : index < 10 ? 20_000 - 90 : 20_900);
  const journal = parseJournal(journalText(messages(11)), 'j');
  const answers = journal.answers.map((answer, index) => ({ ...answer, atMs: answer.atMs + shift(index) }));
  const record = recordOf(messages(11), {
    faults: [ownerKill],
    posting: [
      { fromMs: startMs, toMs: startMs + 500 },
      { fromMs: startMs + 20_000, toMs: startMs + 21_010 },
    ],
  });
  const document = documentFrom(record, { ...journal, answers });
  expect(document.faults[0]?.longestGapMs).toBe(410);
  expect(document.longestGapMs).toBe(1_000);
});

describe('a directory without evidence', () => {
  async function reject(change: (directory: string) => Promise<void>, message: RegExp): Promise<void> {
    const directory = await writeEvidence(recordOf(ten), journalText(ten));
    await change(directory);
    const read = readEvidence(directory);
    await expect(read).rejects.toThrow(UsageError);
    await expect(read).rejects.toThrow(message);
  }
  const write = (file: keyof typeof evidenceFiles, text: string) => (directory: string) =>
    writeFile(join(directory, evidenceFiles[file]), text);

  test.each<[string, (directory: string) => Promise<void>, RegExp]>([
    [
      'no record',
      (directory) => rm(join(directory, evidenceFiles.record)),
      /no evidence of a run in .*evidence\.json/,
    ],
    [
      'no journal',
      (directory) => rm(join(directory, evidenceFiles.journal)),
      /cannot read the journal .*journal\.jsonl/,
    ],
    ['no directory', (directory) => rm(directory, { recursive: true }), /no such file/],
    ['a record that is no JSON', write('record', '{"schemaVersion":2,'), /no evidence of a run/],
    ['a record of somebody else', write('record', '{"name":"package"}'), /schemaVersion/],
    [
      'a record of a later version',
      write('record', '{"schemaVersion":3}'),
      /has schema version 3, written by another version of distq; this distq reads version 2/,
    ],
    [
      'a record of an earlier version',
      write('record', '{"schemaVersion":1,"settings":{"distq":"0.0.9"}}'),
      /has schema version 1, written by distq 0\.0\.9;/,
    ],
    [
      'a journal of somebody else',
      write('journal', '{"level":30,"msg":"hello"}\n'),
      /journal\.jsonl:1: not a journal event/,
    ],
    [
      'a journal with a time that is none',
      write('journal', journalText(ten).replace('2026-01-05T', 'noon')),
      /journal\.jsonl:1: .*a time/s,
    ],
  ])('%s', async (_, change, message) => {
    await reject(change, message);
  });

  test.each<[string, Partial<RunRecord>, RegExp]>([
    [
      'posts that end before they begin',
      { posting: [{ fromMs: startMs, toMs: startMs - 1 }] },
      /posts that do not end before/,
    ],
    ['posts that never end', { posting: [{ fromMs: startMs, toMs: Infinity }] }, /posting\[0\]\.toMs/],
    ['a fault at no time', { faults: [{ ...ownerKill, at: 'then' }] }, /a time.*faults\[0\]\.at/s],
    [
      'a sample at no time',
      { samples: [{ atMs: NaN, queueSize: 0, queueOwner: null, members: [] }] },
      /samples\[0\]\.atMs/,
    ],
  ])('%s', async (_, change, message) => {
    const read = readEvidence(await writeEvidence(recordOf(ten, change), journalText(ten)));
    await expect(read).rejects.toThrow(UsageError);
    await expect(read).rejects.toThrow(message);
  });
});
