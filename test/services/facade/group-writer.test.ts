import { expect, test } from 'vitest';
import { GroupWriter } from '../../../src/services/facade/group-writer.ts';

/** A writer whose writes end when told; `groups` are the items of each write. */
function setUp(options: { most?: number; patienceMs?: number } = {}) {
  const groups: string[][] = [];
  const ends: { succeed: () => void; fail: (error: Error) => void }[] = [];
  const writer = new GroupWriter<string, string>({
    write: (items) => {
      groups.push([...items]);
      return new Promise((resolve, reject) => {
        ends.push({
          succeed: () => {
            resolve(items.map((item) => `${item} is written`));
          },
          fail: reject,
        });
      });
    },
    fitting: (items) => Math.min(items.length, options.most ?? Infinity),
    patienceMs: options.patienceMs ?? 60_000,
  });
  return { writer, groups, ends };
}

test('one alone waits for nothing', async () => {
  const { writer, groups, ends } = setUp();
  const written = writer.write(['a']);
  expect(groups).toEqual([['a']]);
  ends[0]?.succeed();
  expect(await written).toEqual(['a is written']);
});

test('what comes while a write is under way shares the next one, and each hears of its own', async () => {
  const { writer, groups, ends } = setUp();
  const first = writer.write(['a']);
  const others = [writer.write(['b']), writer.write(['c', 'd'])];
  expect(groups).toEqual([['a']]);
  ends[0]?.succeed();
  await first;
  await expect.poll(() => groups).toEqual([['a'], ['b', 'c', 'd']]);
  ends[1]?.succeed();
  expect(await Promise.all(others)).toEqual([['b is written'], ['c is written', 'd is written']]);
});

test('a write that fails is told to those in it, and the next one goes on', async () => {
  const { writer, groups, ends } = setUp();
  const first = writer.write(['a']);
  const second = writer.write(['b']);
  ends[0]?.fail(new Error('no luck'));
  await expect(first).rejects.toThrow('no luck');
  await expect.poll(() => groups).toEqual([['a'], ['b']]);
  ends[1]?.succeed();
  expect(await second).toEqual(['b is written']);
});

test('a group is no larger than fits, and the rest follows', async () => {
  const { writer, groups, ends } = setUp({ most: 2 });
  const written = writer.write(['a', 'b', 'c']);
  ends[0]?.succeed();
  await expect.poll(() => groups).toEqual([['a', 'b'], ['c']]);
  ends[1]?.succeed();
  expect(await written).toEqual(['a is written', 'b is written', 'c is written']);
});

test('a write that hangs holds up nobody else', async () => {
  const { writer, groups, ends } = setUp({ patienceMs: 10 });
  const hanging = writer.write(['a']);
  const other = writer.write(['b']);
  await expect.poll(() => groups).toEqual([['a'], ['b']]);
  ends[1]?.succeed();
  expect(await other).toEqual(['b is written']);
  ends[0]?.succeed();
  expect(await hanging).toEqual(['a is written']);
});

test('a write that tells of too few is an error, not a wait for ever', async () => {
  const writer = new GroupWriter<string, string>({
    write: () => Promise.resolve([]),
    fitting: (items) => items.length,
    patienceMs: 60_000,
  });
  await expect(writer.write(['a'])).rejects.toThrow('fewer');
});
