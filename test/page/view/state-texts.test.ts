import { expect, test } from 'vitest';
import { refusalText } from '../../../src/page/view/actions/refusal-text.ts';
import { valueText } from '../../../src/page/view/charts/value-text.ts';
import { answerText } from '../../../src/page/view/feed/answer-text.ts';
import { connectionText } from '../../../src/page/view/feed/connection-text.ts';
import { History } from '../../../src/page/view/feed/history.ts';

test('the state of the connection is told, with what to do', () => {
  const of = (isConnected: boolean, wasConnected: boolean, ended: boolean) =>
    connectionText({ isConnected, wasConnected, ended });
  expect(of(false, false, false).title).toBe('connecting…');
  expect(of(true, true, false)).toEqual({ look: 'good', shape: '●', title: 'connected' });
  expect(of(false, true, false).remedy).toContain('distq status');
  expect(of(false, true, true)).toMatchObject({ title: 'session ended', look: 'bad' });
});

test('an action is refused with the reason', () => {
  const free = { isConnected: true, ended: false, heldBy: null };
  expect(refusalText(free)).toBeNull();
  expect(refusalText({ ...free, heldBy: 'failover runs' })).toContain('failover runs');
  expect(refusalText({ ...free, isConnected: false, heldBy: 'failover runs' })).toContain('not connected');
  expect(refusalText({ ...free, ended: true })).toContain('ended');
});

test.each([
  [null, '–'],
  [0, '0 /s'],
  [2.34, '2.3 /s'],
  [1234.5, '1,235 /s'],
])('%s is shown as %s', (value, text) => {
  expect(valueText(value, '/s')).toBe(value === null ? '–' : text);
});

test('a history keeps the newest, and is bounded', () => {
  const history = new History<number>(3);
  for (let number = 1; number <= 100; number += 1) history.append([number]);
  expect(history.kept.length).toBeLessThanOrEqual(6);
  expect(history.kept.slice(-3)).toEqual([98, 99, 100]);
});

test.each([
  [{ done: 'killed one' }, 'killed one'],
  [{ error: { message: 'no facade', hint: 'start one' } }, 'no facade (start one)'],
  [{ error: { message: 'no facade' } }, 'no facade'],
  [{ error: 'Not Found' }, 'Not Found'],
  [[], 'the answer has an unknown form'],
  [null, 'the answer has an unknown form'],
])('the answer %j is shown as %s', (answer, text) => {
  expect(answerText(answer)).toBe(text);
});
