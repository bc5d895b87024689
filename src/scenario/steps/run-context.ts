import type { Broker } from '../../broker/contract/broker.ts';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { Session, SessionStatus, StatusOptions } from '../../control/contract.ts';
import type { MessageSets } from '../../system/contract/message-sets.ts';
import type { System } from '../../system/contract/system.ts';
import type { Posts } from './posts.ts';
import type { Choices } from './seeded-choices.ts';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import type { ShutdownPolicy } from '../../protocol/shutdown-policy.ts';
import type { MessageRef } from '../../system/contract/message-ref.ts';
import type { Check } from './check.ts';
import type { LastingFault } from './faults/lasting-fault.ts';
import type { RecordedFault } from './faults/recorded-fault.ts';

/** What the steps of one run share. */
export interface RunContext {
  readonly session: Session;
  readonly broker: Pick<Broker, 'departureIn' | 'membersSeenBy'>;
  /** What a client of the cluster needs. */
  readonly clusterSettings: ClusterSettings;
  readonly system: System;
  readonly observer: ClusterObserver;
  /** Base address of the facade. */
  readonly facade: string;
  readonly posts: Posts;
  readonly choices: Choices;
  readonly signal: AbortSignal;
  /** What SIGTERM does to a member, as the scenario says; undefined: it says nothing. */
  readonly shutdown: ShutdownPolicy | undefined;
  readonly faults: RecordedFault[];
  readonly checks: Check[];
  /** Faults that are not undone yet. */
  readonly lasting: Set<LastingFault>;
  readonly status: (options?: StatusOptions) => Promise<SessionStatus>;
  /** The last answer to `status`, without a new request, which would wait for a frozen member. */
  readonly lastStatus: () => SessionStatus;
  /** The messages of each running instance since the run began, from one of the sets of `system`. */
  readonly messagesOf: (sets: MessageSets) => Promise<Record<string, MessageRef[]>>;
  /** Number of items from before the run that are still in the queue. */
  readonly olderItems: () => Promise<number>;
}
