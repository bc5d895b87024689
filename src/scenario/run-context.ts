import type { ClusterObserver } from '../cluster/observer.ts';
import type { MemberStatus, Session, SessionStatus, StatusOptions } from '../control/contract.ts';
import type { MessageRef } from '../delivery/account.ts';
import type { MessageKeeper } from './instances.ts';
import type { Posts } from './posts.ts';
import type { Choices } from './random.ts';
import type { Scenario } from './schema.ts';
import type { Check, RecordedFault } from './verdict.ts';

/** What a step shows to people. */
export type Shown =
  | { what: 'members'; queueOwner: string | null; queueSize: number | null; members: MemberStatus[] }
  | { what: 'log' | 'logged' | 'received'; instances: Record<string, string[]> }
  | { what: 'answers'; answers: { logging: string; logged: number; messages: string; received: string[] }[] }
  | { what: 'text'; text: string };

/** What the steps of one run share. */
export interface RunContext {
  readonly session: Session;
  readonly observer: ClusterObserver;
  /** Base address of the facade. */
  readonly facade: string;
  readonly posts: Posts;
  readonly choices: Choices;
  readonly signal: AbortSignal;
  /** What the scenario says that SIGTERM does to a member; undefined: nothing. */
  readonly shutdown: Scenario['change']['shutdown'];
  readonly faults: RecordedFault[];
  readonly checks: Check[];
  /** Who was frozen and not thawed yet. */
  readonly frozen: Set<string>;
  readonly status: (options?: StatusOptions) => Promise<SessionStatus>;
  /** What each running instance received or took since the run began. */
  readonly messagesOf: (kind: MessageKeeper) => Promise<Record<string, MessageRef[]>>;
  /** How many items that were in the queue before the run still are. */
  readonly olderItems: () => Promise<number>;
}
