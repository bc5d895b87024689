import { expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import { GroupWriter } from '../../../src/services/facade/group-writer.ts';

/** A writer whose writes end when told; `groups` are the items of each write. Its time goes on only when told. */
function setUp(options: { most?: number; patienceMs?: number; gatherMs?: number } = {}) {
  const groups: string[][] = [];
  const ends: (() => void)[] = [];
  const clock = { ms: 0 };
  const writer = new GroupWriter<string>({
    write: (items) => {
      groups.push([...items]);
      return new Promise((resolve) => {
        ends.push(resolve);
      });
    },
    fitting: (items) => Math.min(items.length, options.most ?? Infinity),
    patienceMs: options.patienceMs ?? 60_000,
    gatherMs: options.gatherMs ?? 0,
    clock: { ...systemClock, steadyMs: () => clock.ms },
  });
  return { writer, groups, ends, clock };
}

test('messages of one turn of the event loop, or during a write, share a write', async () => {
  const { writer, groups, ends } = setUp();
  writer.add(['a']);
  writer.add(['b']);
  await expect.poll(() => groups).toEqual([['a', 'b']]);
  writer.add(['c']);
  writer.add(['d', 'e']);
  ends[0]?.();
  await expect
    .poll(() => groups)
    .toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
});

test('a group is limited in size, and the rest follows', async () => {
  const { writer, groups, ends } = setUp({ most: 2 });
  writer.add(['a', 'b', 'c']);
  await expect.poll(() => groups).toEqual([['a', 'b']]);
  ends[0]?.();
  await expect.poll(() => groups).toEqual([['a', 'b'], ['c']]);
});

test('a write that hangs delays nobody else, and its late end starts nothing twice', async () => {
  const { writer, groups, ends } = setUp({ patienceMs: 10 });
  writer.add(['a']);
  await expect.poll(() => groups).toEqual([['a']]);
  writer.add(['b']);
  await expect.poll(() => groups).toEqual([['a'], ['b']]);
  ends[0]?.();
  writer.add(['c']);
  ends[1]?.();
  await expect.poll(() => groups).toEqual([['a'], ['b'], ['c']]);
});

test('a write waits for the clients whose write has just ended', async () => {
  const { writer, groups, ends } = setUp({ gatherMs: 60_000 });
  writer.add(['a', 'b', 'c']);
  await expect.poll(() => groups).toEqual([['a', 'b', 'c']]);
  writer.add(['d']);
  ends[0]?.();
  await new Promise(setImmediate);
  writer.add(['e', 'f']);
  await new Promise(setImmediate);
  expect(groups).toHaveLength(1);
  writer.add(['g']);
  await expect
    .poll(() => groups)
    .toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f', 'g'],
    ]);
});

test('but not longer than its limit', async () => {
  const { writer, groups, ends } = setUp({ gatherMs: 10 });
  writer.add(['a', 'b', 'c']);
  await expect.poll(() => groups).toHaveLength(1);
  ends[0]?.();
  await new Promise(setImmediate);
  writer.add(['d']);
  await expect.poll(() => groups).toEqual([['a', 'b', 'c'], ['d']]);
});

test('and not for the next write', async () => {
  const { writer, groups, ends } = setUp({ gatherMs: 10 });
  writer.add(['a', 'b', 'c']);
  await expect.poll(() => groups).toHaveLength(1);
  writer.add(['d']);
  ends[0]?.();
  await expect.poll(() => groups).toHaveLength(2);
  writer.add(['e', 'f']);
  ends[1]?.();
  await expect.poll(() => groups).toEqual([['a', 'b', 'c'], ['d'], ['e', 'f']]);
});

test('a single message does not wait', async () => {
  const { writer, groups, ends, clock } = setUp({ gatherMs: 60_000 });
  writer.add(['a', 'b', 'c']);
  await expect.poll(() => groups).toHaveLength(1);
  ends[0]?.();
  await new Promise(setImmediate);
  clock.ms = 60_000;
  writer.add(['d']);
  await expect.poll(() => groups).toHaveLength(2);
  ends[1]?.();
  await new Promise(setImmediate);
  writer.add(['e']);
  await expect.poll(() => groups).toEqual([['a', 'b', 'c'], ['d'], ['e']]);
});
