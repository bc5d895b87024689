import { expect, test } from 'vitest';
import { applyChange } from '../../../src/page/wire/apply-change.ts';
import { eventIdText, parseEventId } from '../../../src/page/wire/page-message.ts';
import { emptyState } from '../../../src/page/wire/page-state.ts';
import { commandOf, planAction, traceCommand, type PageAction } from '../../../src/page/wire/plan-action.ts';
import { unknownSample } from '../support/unknown-sample.ts';

test('an id is read as it was written, and anything else is none', () => {
  expect(parseEventId(eventIdText({ generation: 'a-b', number: 7 }))).toEqual({
    generation: 'a-b',
    number: 7,
  });
  expect(parseEventId('a-b:-1')).toBeUndefined();
  expect(parseEventId('')).toBeUndefined();
});

test('the state of the page is bounded', () => {
  let state = emptyState;
  for (let number = 1; number <= 3_000; number += 1)
    state = applyChange(state, { kind: 'lines', lines: [{ number, name: 'a', line: 'x' }] });
  expect(state.lines).toHaveLength(1_000);
  expect(state.lines.at(-1)?.number).toBe(3_000);
});

test('samples are kept for ten minutes, however few they are', () => {
  const sample = { ...unknownSample, atMs: 1_000 };
  const one = applyChange(emptyState, { kind: 'sample', sample });
  const two = applyChange(one, { kind: 'sample', sample: { ...sample, atMs: 600_999 } });
  expect(two.samples.map(({ atMs }) => atMs)).toEqual([1_000, 600_999]);
  const three = applyChange(two, { kind: 'sample', sample: { ...sample, atMs: 601_000 } });
  expect(three.samples.map(({ atMs }) => atMs)).toEqual([600_999, 601_000]);
});

test.each<[PageAction, string]>([
  [{ action: 'post', count: 1, text: 'hello world' }, "distq post 'hello world'"],
  [{ action: 'post', count: 1, text: '-x' }, 'distq post -- -x'],
  [{ action: 'post', count: 3, text: 'a', ratePerSecond: 5 }, 'distq post --count 3 --prefix=a --rate 5'],
  [
    { action: 'load', ratePerSecond: 50 },
    'distq post --count 1000000 --prefix load --rate 50 --concurrency 16',
  ],
  [{ action: 'get' }, 'distq get'],
  [{ action: 'kill-owner' }, 'distq kill-node'],
  [{ action: 'isolate' }, 'distq isolate'],
  [{ action: 'heal', name: 'hazelcast-node2' }, 'distq heal hazelcast-node2'],
])('%j is %s', (action, command) => {
  expect(commandOf(action, 'default')).toBe(command);
});

test('the session is named before a text that begins with a dash', () => {
  const action = { action: 'post', count: 1, text: '-x' } as const;
  expect(commandOf(action, 'iso-1')).toBe('distq post --session iso-1 -- -x');
});

test('an action and its command ask for the same', () => {
  const action = { action: 'freeze', name: 'logging-service-1' } as const;
  expect(planAction(action).request).toEqual({
    ask: 'kill',
    names: ['logging-service-1'],
    signal: 'SIGSTOP',
  });
  expect(commandOf(action, 'default')).toBe('distq kill logging-service-1 --signal SIGSTOP');
  expect(commandOf({ action: 'post', count: 10 }, 'iso-1')).toBe('distq post --count 10 --session iso-1');
});

test('a message whose way is shown is a word of its command', () => {
  expect(traceCommand('msg1', 'default')).toBe('distq trace msg1');
  expect(traceCommand('-x y', 'iso-1')).toBe("distq trace --session iso-1 -- '-x y'");
});
