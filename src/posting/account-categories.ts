import type { Account } from './account.ts';

/** The categories of an account that list messages, in display order. */
export const categories = [
  {
    key: 'lost',
    name: 'lost',
    meaning: 'acknowledged, but in no set, queue or ledger after the drain',
  },
  { key: 'duplicated', name: 'duplicated', meaning: 'in two sets, or twice in one' },
  {
    key: 'unexpected',
    name: 'unexpected',
    meaning: 'received but never attempted, or another text under the UUID of an attempted message',
  },
  { key: 'refusedYetDelivered', name: 'refused yet delivered', meaning: 'refused, but received' },
  { key: 'undelivered', name: 'undelivered', meaning: 'still in the queue or the ledger at the end' },
  { key: 'recovered', name: 'recovered', meaning: 'received although the answer was indeterminate' },
  { key: 'unlogged', name: 'unlogged', meaning: 'acknowledged, but not in the log map' },
  { key: 'loggedTwice', name: 'logged twice', meaning: 'in the log more than once' },
  {
    key: 'notReceived',
    name: 'not received',
    meaning: 'acknowledged, but in no set; whether lost or still in the queue is unknown',
  },
] as const satisfies readonly { key: keyof Account; name: string; meaning: string }[];

/** The counts of an account, in display order. */
export const counts = [
  { key: 'attempted', name: 'attempted', meaning: 'messages that were posted' },
  { key: 'acknowledged', name: 'acknowledged', meaning: 'the facade promised delivery' },
  { key: 'refused', name: 'refused', meaning: 'the facade promised not to deliver the message' },
  {
    key: 'indeterminate',
    name: 'indeterminate',
    meaning: 'no answer says whether the message will be delivered',
  },
  { key: 'retried', name: 'retried', meaning: 'posted more than once, as the facade requested' },
  { key: 'received', name: 'received', meaning: 'different messages in all sets together' },
] as const satisfies readonly { key: keyof Account; name: string; meaning: string }[];

type Category = (typeof categories | typeof counts)[number]['key'];

/** The meaning of a category, with the same words everywhere. */
export function meaningOf(category: Category): string {
  return [...categories, ...counts].find(({ key }) => key === category)?.meaning ?? '';
}
