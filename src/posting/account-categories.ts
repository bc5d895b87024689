import type { Account } from './account.ts';

/** The parts of an account that list messages, in the order in which they are told. */
export const categories = [
  {
    key: 'lost',
    name: 'lost',
    meaning: 'acknowledged, and in no set, queue or ledger after the drain',
  },
  { key: 'duplicated', name: 'duplicated', meaning: 'in two sets, or twice in one' },
  {
    key: 'unexpected',
    name: 'unexpected',
    meaning: 'received, never attempted, or another text under a uuid that was',
  },
  { key: 'refusedYetDelivered', name: 'refused yet delivered', meaning: 'refused, and received' },
  { key: 'undelivered', name: 'undelivered', meaning: 'still in the queue or the ledger at the end' },
  { key: 'recovered', name: 'recovered', meaning: 'outcome unknown to the poster, and received' },
  { key: 'unlogged', name: 'unlogged', meaning: 'acknowledged, and not in the log map' },
] as const satisfies readonly { key: keyof Account; name: string; meaning: string }[];

/** The counts of an account, in the order in which they are told. */
export const counts = [
  { key: 'attempted', name: 'attempted', meaning: 'messages that were posted' },
  { key: 'acknowledged', name: 'acknowledged', meaning: 'the facade promised delivery' },
  { key: 'refused', name: 'refused', meaning: 'the facade promised that it did not take it' },
  { key: 'indeterminate', name: 'indeterminate', meaning: 'no answer that says either' },
  { key: 'retried', name: 'retried', meaning: 'posted more than once, as the facade asked for' },
  { key: 'received', name: 'received', meaning: 'different messages in all sets together' },
] as const satisfies readonly { key: keyof Account; name: string; meaning: string }[];

type Category = (typeof categories | typeof counts)[number]['key'];

/** What it means that a message is in a category, in the same words everywhere. */
export function meaningOf(category: Category): string {
  return [...categories, ...counts].find(({ key }) => key === category)?.meaning ?? '';
}
