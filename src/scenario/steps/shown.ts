import type { MemberStatus } from '../../control/contract.ts';

/** What a step shows. */
export type Shown =
  | { what: 'members'; queueOwner: string | null; queueSize: number | null; members: MemberStatus[] }
  | { what: 'log' | 'logged' | 'received'; instances: Record<string, string[]> }
  | { what: 'answers'; answers: { logging: string; logged: number; messages: string; received: string[] }[] }
  | { what: 'text'; text: string };

export function shownText(text: string): Shown {
  return { what: 'text', text };
}
