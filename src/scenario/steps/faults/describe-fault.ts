import type { RecordedFault } from './recorded-fault.ts';
import { shownText, type Shown } from '../shown.ts';

/** @param effect text for a fault without doubts */
export function describeFault({ target, signal, doubts }: RecordedFault, effect: string): Shown {
  const text = doubts.length > 0 ? `${target} was sent ${signal}, but: ${doubts.join('; ')}` : effect;
  return shownText(text);
}
