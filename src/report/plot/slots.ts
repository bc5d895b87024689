import type { Outcome } from '../../system/contract/outcome.ts';
import { timeStepMs } from './scale.ts';

/** Number of answers of each kind in one time slot. */
export type Slot = Record<Outcome, number>;

export interface Slots {
  widthMs: number;
  /** One after another from the start of the run. */
  slots: Slot[];
}

/** More bars cannot be distinguished on a page. */
const mostSlots = 120;

/**
 * Counts answers per time slot. Answers before the start count in the first slot, answers after the end in the last.
 */
export function countSlots(
  answers: readonly { atMs: number; event: Outcome }[],
  startMs: number,
  spanMs: number,
): Slots {
  const widthMs = timeStepMs(spanMs, mostSlots);
  const slots: Slot[] = Array.from({ length: Math.max(1, Math.ceil(spanMs / widthMs)) }, () => ({
    acknowledged: 0,
    refused: 0,
    indeterminate: 0,
  }));
  for (const { atMs, event } of answers) {
    const index = Math.floor((atMs - startMs) / widthMs);
    const slot = slots[Math.min(Math.max(index, 0), slots.length - 1)];
    if (slot !== undefined) slot[event] += 1;
  }
  return { widthMs, slots };
}
