import { plainKeyPrefix } from '../ledger-entries.ts';
import { canonicalUuid } from '../uuid.ts';
import type { Trace } from './message-trace.ts';

/** What somebody asks for who names a message: its UUID if it is one, else its text. */
export function askedMessage(named: string): Trace['asked'] {
  const uuid = named.startsWith(plainKeyPrefix) ? named : canonicalUuid(named);
  return uuid === undefined ? { text: named } : { uuid };
}
