import { expect, test } from 'vitest';
import { applyChange } from '../../../src/page/wire/apply-change.ts';
import { eventIdText, parseEventId } from '../../../src/page/wire/page-message.ts';
import { emptyState } from '../../../src/page/wire/page-state.ts';
import { commandOf, planAction } from '../../../src/page/wire/plan-action.ts';

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
