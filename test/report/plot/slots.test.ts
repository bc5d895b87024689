import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSlots } from '../../../src/report/plot/slots.ts';

const event = fc.constantFrom('acknowledged' as const, 'refused' as const, 'indeterminate' as const);

describe('countSlots', () => {
  test('each answer counts in the slot of its time', () => {
    const at = (atMs: number) => ({ atMs: 1_000 + atMs, event: 'acknowledged' as const });
    const { widthMs, slots } = countSlots([at(0), at(199), at(200), at(19_999)], 1_000, 20_000);
    expect(widthMs).toBe(200);
    expect(slots).toHaveLength(100);
    expect([slots[0], slots[1], slots[99]].map((slot) => slot?.acknowledged)).toEqual([2, 1, 1]);
  });

  test('no answer is left out, not even outside the run', () => {
    const answers = fc.array(fc.record({ atMs: fc.integer({ min: -100, max: 70_000 }), event }));
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 60_000 }), (all, spanMs) => {
        const { slots } = countSlots(all, 0, spanMs);
        for (const kind of ['acknowledged', 'refused', 'indeterminate'] as const) {
          const counted = slots.reduce((sum, slot) => sum + slot[kind], 0);
          expect(counted).toBe(all.filter((one) => one.event === kind).length);
        }
      }),
    );
  });
});
