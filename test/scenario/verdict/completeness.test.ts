import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseJournal } from '../../../src/posting/read-journal.ts';
import { completenessChecks } from '../../../src/scenario/verdict/completeness.ts';
import {
  evidenceFiles,
  readEvidence,
  type RunRecord,
  type StepResult,
} from '../../../src/scenario/evidence/evidence.ts';
import { documentFrom, type RunDocument } from '../../../src/scenario/verdict/run-document.ts';
import { journalText, messages, recordOf, writeEvidence } from '../support/run-files.ts';

async function judgeFiles(directory: string): Promise<RunDocument> {
  const { record, journal } = await readEvidence(directory);
  return documentFrom(record, journal);
}

const ten = messages(10);

function failedChecks({ checks }: RunDocument): string[] {
  return checks.filter(({ holds }) => !holds).map(({ what, actual }) => `${what}: ${actual}`);
}

describe('removed evidence is noticed', () => {
  test('a received message: lost', async () => {
    const directory = await writeEvidence(recordOf(ten), journalText(ten));
    const file = join(directory, evidenceFiles.record);
    const record: unknown = JSON.parse(await readFile(file, 'utf8'), (key, value: unknown) =>
      key === 'messages-service-2' && Array.isArray(value) ? value.slice(1) : value,
    );
    await writeFile(file, JSON.stringify(record));
    expect(await judgeFiles(directory)).toMatchObject({
      verdict: 'failed',
      account: { lost: [{ msg: 'msg2' }] },
    });
  });

  test.each<[string, (lines: string[]) => string[], object]>([
    [
      'the attempt of a message that arrived: a unexpected, and a stray answer',
      (lines) => lines.slice(1),
      { unexpected: [{ msg: 'msg1' }] },
    ],
    [
      'its acknowledgement: recovered, and fewer acknowledged',
      (lines) => lines.toSpliced(1, 1),
      { acknowledged: 9, recovered: [{ msg: 'msg1' }] },
    ],
  ])('%s', async (_, change, account) => {
    const journal = `${change(journalText(ten).trimEnd().split('\n')).join('\n')}\n`;
    const record = recordOf(ten, {}, { expect: { account: { acknowledged: 10 } } });
    expect(await judgeFiles(await writeEvidence(record, journal))).toMatchObject({
      verdict: 'failed',
      account,
    });
  });

  test('the attempt of a message that did not arrive: its answer names an unknown message', async () => {
    const [lost, ...others] = ten;
    const journal = journalText(ten).split('\n').slice(1).join('\n');
    const document = await judgeFiles(await writeEvidence(recordOf(others), journal));
    expect(lost && document.account.acknowledged).toBe(9);
    expect(document.verdict).toBe('failed');
    expect(document.checks.find(({ holds }) => !holds)).toMatchObject({
      what: /answers in the journal/,
      actual: '1',
    });
  });

  test.each<[string, (journal: string) => string]>([
    ['torn at its end', (journal) => journal.slice(0, -20)],
    ['with a damaged acknowledgement', (journal) => journal.replace('"acknowledged"', '"acknowledg')],
  ])('a journal %s: failed, although no message that it still has is lost', async (_, damage) => {
    const document = await judgeFiles(await writeEvidence(recordOf(ten), damage(journalText(ten))));
    expect(document).toMatchObject({
      verdict: 'failed',
      tornLines: 1,
      account: { acknowledged: 9, indeterminate: 1, lost: [] },
    });
    expect(failedChecks(document)).toEqual([
      'attempts in the journal without an answer: 1',
      'incomplete lines in the journal: 1',
    ]);
  });

  test('the answer to a message that arrived nowhere: its outcome is missing', async () => {
    const [, ...others] = ten;
    const journal = journalText(ten).split('\n').toSpliced(1, 1).join('\n');
    const document = await judgeFiles(await writeEvidence(recordOf(others), journal));
    expect(failedChecks(document)).toEqual(['attempts in the journal without an answer: 1']);
    expect(document).toMatchObject({ verdict: 'failed', account: { acknowledged: 9, lost: [] } });
  });

  test('the first of two attempts of a message: an answer is left over', async () => {
    const attempted = journalText(ten.slice(0, 1)).trimEnd().split('\n');
    const refused = attempted.map((line) => line.replace('"acknowledged"', '"refused"'));
    const whole = [...refused, ...attempted];
    const judge = async (lines: string[]) =>
      failedChecks(await judgeFiles(await writeEvidence(recordOf(ten.slice(0, 1)), lines.join('\n'))));
    expect(await judge(whole)).toEqual([]);
    expect(await judge(whole.toSpliced(2, 1))).toEqual(['answers in the journal to unknown messages: 1']);
  });

  test("all lines of a logged message: nobody else posts into the run's own cluster", async () => {
    const [lost, ...others] = ten;
    const record = recordOf(others);
    const observations = { ...record.observations, logged: ten.map(({ uuid }) => uuid) };
    const judge = async (change: Partial<RunRecord['settings']>) =>
      failedChecks(
        await judgeFiles(
          await writeEvidence(
            { ...record, observations, settings: { ...record.settings, ...change } },
            journalText(others),
          ),
        ),
      );
    expect(lost).toBeDefined();
    expect(await judge({ topologyDigest: 'd' })).toEqual([
      'messages in the log that are not in the journal: 1',
    ]);
    // Others may post into what ran before, or is an external cluster.
    expect(await judge({})).toEqual([]);
    expect(await judge({ topologyDigest: 'd', runtime: 'external' })).toEqual([]);
  });

  test.each<[string, (step: StepResult) => StepResult[]]>([
    ['are not told', () => []],
    ['were skipped without a failure', (step) => [{ ...step, state: 'skipped' }]],
    ['are told under another name', (step) => [{ ...step, name: 'another' }]],
    ['are told twice', (step) => [step, step]],
  ])('steps that %s', async (_, change) => {
    const steps = [{ name: 'Ten messages', post: { count: 10 } }];
    const record = recordOf(ten, {}, { steps });
    const [told] = record.steps.map((step) => ({ ...step, name: 'Ten messages' }));
    const judge = async (results: StepResult[]) =>
      failedChecks(await judgeFiles(await writeEvidence({ ...record, steps: results }, journalText(ten))));
    expect(told && (await judge([told]))).toEqual([]);
    expect(told && (await judge(change(told)))).toEqual(['recorded steps that do not match the scenario: 1']);
  });
});

describe('a step that was skipped', () => {
  const steps = ['first', 'second'].map((name) => ({ name, post: { count: 5 } }));
  const record = recordOf(ten, {}, { steps });
  const [told] = record.steps;

  function checksOf(...states: StepResult['state'][]) {
    const results = states.flatMap((state, index) =>
      told === undefined ? [] : [{ ...told, name: steps[index]?.name ?? '', state }],
    );
    return completenessChecks({ ...record, steps: results }, parseJournal(journalText(ten), 'j'));
  }

  test('after one that failed is complete', () => {
    expect(checksOf('failed', 'skipped')).toEqual([]);
  });

  test('where none failed is not', () => {
    expect(checksOf('done', 'skipped')).toMatchObject([{ actual: '1', holds: false }]);
  });

  test('before the one that failed is not', () => {
    expect(checksOf('skipped', 'failed')).toMatchObject([{ expected: '0', actual: '1', holds: false }]);
  });
});
