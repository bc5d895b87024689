import { expect, test } from 'vitest';
import { StageRing } from '../../../src/services/trace/stage-ring.ts';

test('the stages of a message are told by time, with its text and the status of its answer', () => {
  const ring = new StageRing();
  ring.add('logged', 'a', 20);
  ring.add('posted', 'a', 10, 0, 'hello');
  ring.add('posted', 'b', 15, 0, 'other');
  ring.add('answered', 'a', 30, 201);
  expect(ring.of(['a'])).toEqual([
    { uuid: 'a', stage: 'posted', atMs: 10, text: 'hello' },
    { uuid: 'a', stage: 'logged', atMs: 20 },
    { uuid: 'a', stage: 'answered', atMs: 30, status: 201 },
  ]);
  expect(ring.of(['a', 'b']).map(({ uuid }) => uuid)).toEqual(['a', 'b', 'a', 'a']);
  expect(ring.of(['c'])).toEqual([]);
});

test('simultaneous stages stay in the order in which they happened', () => {
  const ring = new StageRing();
  for (const stage of ['polled', 'recorded', 'shown'] as const) ring.add(stage, 'a', 1);
  expect(ring.of(['a']).map(({ stage }) => stage)).toEqual(['polled', 'recorded', 'shown']);
});

test('the oldest stages are dropped, and it says since when it keeps them', () => {
  const ring = new StageRing(3);
  for (const [index, uuid] of ['a', 'b', 'c'].entries()) ring.add('posted', uuid, index + 1, 0, uuid);
  expect(ring.keptSinceMs).toBeNull();
  ring.add('posted', 'd', 4, 0, 'd');
  expect(ring.keptSinceMs).toBe(2);
  expect(ring.of(['a', 'b', 'c', 'd']).map(({ uuid }) => uuid)).toEqual(['b', 'c', 'd']);
  expect(ring.find('a', 9)).toEqual([]);
});

test('a text finds its messages, each once and the newest first, at most as many as asked for', () => {
  const ring = new StageRing();
  for (const uuid of ['a', 'b', 'b', 'c']) ring.add('posted', uuid, 1, 0, 'same');
  ring.add('posted', 'd', 1, 0, 'other');
  expect(ring.find('same', 9)).toEqual(['c', 'b', 'a']);
  expect(ring.find('same', 2)).toEqual(['c', 'b']);
});

test('of a long text the first 200 characters count', () => {
  const ring = new StageRing();
  const begin = 'я'.repeat(200);
  ring.add('posted', 'a', 1, 0, `${begin}one`);
  expect(ring.find(`${begin}two`, 9)).toEqual(['a']);
  expect(ring.find(begin.slice(1), 9)).toEqual([]);
  expect(ring.of(['a'])[0]?.text).toBe(begin);
});

test('a text of which only half a character is kept is found', () => {
  const ring = new StageRing();
  const text = `${'x'.repeat(199)}😀`;
  ring.add('posted', 'a', 1, 0, text);
  expect(ring.find(text, 9)).toEqual(['a']);
});
