import { expect, test } from 'vitest';
import { parseLinuxStat, readLinuxStat } from '../../../src/foundation/processes/linux-stat.ts';

function stat({ state, threads }: { state: string; threads: number }): string {
  const between = Array.from({ length: 14 }, () => '0').join(' ');
  return `42 (a) b (c) ${state} 1 42 ${between} ${threads} 0 123456 0 0\n`;
}

test.each([
  { state: 'S', threads: 7, isZombie: false, isStopped: false },
  { state: 'T', threads: 1, isZombie: false, isStopped: true },
  { state: 'Z', threads: 1, isZombie: true, isStopped: false },
  { state: 'X', threads: 0, isZombie: true, isStopped: false },
  // Its first thread has ended; the others still run, or are closing its sockets.
  { state: 'Z', threads: 3, isZombie: false, isStopped: false },
])('state $state with $threads threads', ({ state, threads, ...expected }) => {
  expect(parseLinuxStat(stat({ state, threads }))).toEqual({
    parent: 1,
    group: 42,
    startedAt: '123456',
    ...expected,
  });
});

test.each(['', '42 (sleep)', 'garbage', stat({ state: 'S', threads: 1 }).slice(0, 30)])(
  '%j is not a stat file',
  (text) => {
    expect(parseLinuxStat(text)).toBeUndefined();
  },
);

test.skipIf(process.platform !== 'linux')('this process is found, and a missing one is not', async () => {
  expect(await readLinuxStat(process.pid)).toMatchObject({ isZombie: false, isStopped: false });
  expect(await readLinuxStat(2 ** 31 - 1)).toBeUndefined();
});
