import { describe, expect, test } from 'vitest';
import { hasEnded, onlyZombies } from '../../../src/foundation/processes/process-group.ts';

describe('a group that still takes signals', () => {
  const one = { parent: 1, group: 42, startedAt: '1', isStopped: false };
  const other = { parent: 1, group: 7, startedAt: '1', isStopped: false, isZombie: false };

  test('has ended if only zombies are left', () => {
    expect(hasEnded(42, [{ ...one, isZombie: true }, other])).toBe(true);
    expect(
      hasEnded(42, [
        { ...one, isZombie: true },
        { ...one, isZombie: false },
      ]),
    ).toBe(false);
  });

  test('has not ended if none of its processes is visible', () => {
    expect(hasEnded(42, [other])).toBe(false);
  });

  test.each([
    { table: '   42 Z\n   42 Z+\n    7 Ss\n', ended: true },
    { table: '   42 Z\n   42 S\n', ended: false },
    { table: '    7 Ss\n', ended: false },
    { table: '', ended: false },
  ])('as ps shows it: $table', ({ table, ended }) => {
    expect(onlyZombies(42, table)).toBe(ended);
  });
});
