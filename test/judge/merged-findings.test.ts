import { expect, test } from 'vitest';
import { mergedFindings, shownParts } from '../../src/judge/merged-findings.ts';

const part = (...messages: string[]) => ({ instance: 'x', messages });
const wanted = new Set(['a', 'b']);

test('in an answer that cannot be divided, a text that occurs twice is logged and received', () => {
  const answer = { logging: part(), messages: part(), whole: 'a\nb\nb\nother' };
  expect(shownParts(answer, wanted)).toEqual({ logged: ['a', 'b'], received: ['b'] });
});

test('texts of others are left out', () => {
  const answer = { logging: part('a', 'old', 'b'), messages: part('old', 'a') };
  expect(shownParts(answer, wanted)).toEqual({ logged: ['a', 'b'], received: ['a'] });
});

test('each answer needs the whole log, and all together every received message', () => {
  const answers = [
    { logged: ['a', 'b'], received: ['a'] },
    { logged: ['b'], received: [] },
  ];
  expect(mergedFindings({ texts: ['a', 'b'], received: ['a', 'b'] }, answers)).toEqual({
    notLogged: ['a'],
    neverReceived: ['b'],
  });
  // What no consumer received is a fault of another row.
  expect(mergedFindings({ texts: ['a', 'b'], received: ['a'] }, answers).neverReceived).toEqual([]);
});
