import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJournal } from '../../src/posting/read-journal.ts';

const t = '2026-01-01T00:00:00.000Z';

function attempt(uuid: string, msg = 'text'): string {
  return `${JSON.stringify({ t, event: 'attempted', seq: 1, uuid, msg })}\n`;
}

function answer(uuid: string, event: string, status: number | null = 201): string {
  return `${JSON.stringify({ t, event, seq: 1, uuid, status, ms: 3 })}\n`;
}

function outcomes(text: string): Record<string, string> {
  return Object.fromEntries(parseJournal(text, 'j').sent.map(({ uuid, outcome }) => [uuid, outcome]));
}

test('an attempt without an answer is indeterminate', () => {
  expect(outcomes(attempt('a') + attempt('b') + answer('b', 'acknowledged'))).toEqual({
    a: 'indeterminate',
    b: 'acknowledged',
  });
});

test('of several attempts an acknowledgement wins, and an indeterminate one outweighs a refusal', () => {
  const again = attempt('a') + answer('a', 'refused', 503) + attempt('a');
  expect(outcomes(again)).toEqual({ a: 'indeterminate' });
  expect(outcomes(again + answer('a', 'acknowledged'))).toEqual({ a: 'acknowledged' });
  expect(outcomes(again + answer('a', 'refused', 503))).toEqual({ a: 'refused' });
  expect(outcomes(again + answer('a', 'indeterminate', null))).toEqual({ a: 'indeterminate' });
});

test('a message that was refused and posted again is one message with as many attempts', () => {
  const text =
    attempt('a') + answer('a', 'refused', 503) + attempt('a') + answer('a', 'acknowledged') + attempt('b');
  const { sent, answers } = parseJournal(text, 'j');
  expect(sent.map(({ uuid, attempts, outcome }) => [uuid, attempts, outcome])).toEqual([
    ['a', 2, 'acknowledged'],
    ['b', 1, 'indeterminate'],
  ]);
  expect(answers.map(({ event }) => event)).toEqual(['refused', 'acknowledged']);
});

test('a complete line that is not an event is an error that names it', () => {
  expect(() => parseJournal(`${attempt('a')}{"event":"eaten"}\n`, 'run/journal.jsonl')).toThrow(
    /^run\/journal\.jsonl:2: not a journal event/,
  );
});

test('a journal cut off anywhere never claims more than the complete one', () => {
  const whole =
    attempt('a', 'ä\n"1') + attempt('b') + answer('a', 'acknowledged') + answer('b', 'refused', 503);
  const bytes = Buffer.from(whole);
  fc.assert(
    fc.property(fc.nat(bytes.length), (length) => {
      const cut = parseJournal(bytes.subarray(0, length).toString('utf8'), 'j');
      for (const { uuid, outcome } of cut.sent) {
        expect(['indeterminate', uuid === 'a' ? 'acknowledged' : 'refused']).toContain(outcome);
      }
      expect(cut.tornLines).toBeLessThanOrEqual(1);
    }),
  );
});

test('a torn line in the middle, where a process died and another continued, is counted and skipped', () => {
  const content = parseJournal(
    `${attempt('a')}{"t":"2026\n${attempt('b')}${answer('b', 'acknowledged')}`,
    'j',
  );
  expect(content.tornLines).toBe(1);
  expect(content.sent.map(({ outcome }) => outcome)).toEqual(['indeterminate', 'acknowledged']);
});
