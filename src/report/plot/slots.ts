import type { Outcome } from '../../system/distq/outcome.ts';
import { timeStepMs } from './scale.ts';

/** How many answers of each sort came in one slot of time. */
export type Slot = Record<Outcome, number>;

export interface Slots {
  widthMs: number;
  /** One after another from the start of the run. */
  slots: Slot[];
}

/** So many bars can be told apart on a page. */
const mostSlots = 120;

/** Counts answers per slot of time; what came before the start counts in the first slot, what came after the end in the last. */
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
