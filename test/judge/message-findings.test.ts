import { expect, test } from 'vitest';
import {
  findingsSentence,
  loggedFindings,
  receivedFindings,
  type Sent,
} from '../../src/judge/message-findings.ts';
import { KeptShowings } from '../../src/judge/kept-showings.ts';

const sent = (text: string, kind: Sent['kind'] = 'acknowledged'): Sent => ({ text, kind, status: 200 });

test('an acknowledged message that nobody showed is missing, a refused one that was shown is named', () => {
  const shown = new KeptShowings();
  shown.add({ one: ['a', 'c'], two: ['d'] });
  const found = receivedFindings(
    [sent('a'), sent('b'), sent('c', 'refused'), sent('d', 'indeterminate'), sent('e', 'indeterminate')],
    shown.showings,
  );
  expect(found).toEqual({ notReceived: ['b'], refusedYetDelivered: ['c'] });
  expect(findingsSentence(found, 5)).toBe(
    'of 5 messages: 1 acknowledged, but not received; 1 refused, yet received',
  );
});

test('a message is duplicated within one answer or in two sets', () => {
  const shown = new KeptShowings();
  shown.add({ one: ['a', 'a', 'b'], two: ['b', 'c'] });
  expect(receivedFindings([sent('a'), sent('b'), sent('c')], shown.showings)).toEqual({
    duplicated: ['a', 'b'],
  });
});

test('what a consumer showed before it was stopped was received; what moved to another is in one set', () => {
  const shown = new KeptShowings();
  shown.add({ one: ['a', 'b'], two: [] });
  shown.add({ one: [], two: ['b'] });
  expect(receivedFindings([sent('a'), sent('b')], shown.showings)).toEqual({});
});

test('each instance must read the whole log, each message once', () => {
  const logs = { one: ['a', 'b', 'b'], two: ['b'] };
  expect(loggedFindings([sent('a'), sent('b'), sent('c', 'refused')], logs)).toEqual({
    unlogged: ['a'],
    loggedTwice: ['b'],
  });
  expect(loggedFindings([sent('a')], { one: ['a'], two: ['a'] })).toEqual({});
});
