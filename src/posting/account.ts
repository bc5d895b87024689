import type { Outcome } from '../system/contract/outcome.ts';
import type { MessageRef } from '../system/contract/message-ref.ts';
import type { Observations } from './observations.ts';
import { unknownCategories, type CategoryKey, type UnknownCategories } from './unknown-categories.ts';

/** One attempted message; repeated attempts with the same UUID are one message. */
export interface SentMessage {
  uuid: string;
  msg: string;
  /** The outcome of all attempts together. */
  outcome: Outcome;
  /** Default 1. */
  attempts?: number;
}

export interface Account {
  attempted: number;
  acknowledged: number;
  refused: number;
  indeterminate: number;
  /** Attempted more than once, with any outcome. */
  retried: number;
  /** Different messages in all sets together. */
  received: number;
  /** Acknowledged, but in no set, queue or ledger. */
  lost: MessageRef[];
  /** In two sets, or twice in one. */
  duplicated: MessageRef[];
  /** Received but never attempted; also another text under the UUID of an attempted message. */
  unexpected: MessageRef[];
  /** Refused at each attempt, but received. */
  refusedYetDelivered: MessageRef[];
  /** Still in the queue or the ledger. */
  undelivered: MessageRef[];
  /** Received although the answer was indeterminate. */
  recovered: MessageRef[];
  /** Acknowledged, but not in the log map. */
  unlogged: MessageRef[];
  /** In the log more than once. */
  loggedTwice: MessageRef[];
  /** Acknowledged, but in no set, where the queue cannot be observed: lost or undelivered. */
  notReceived: MessageRef[];
  /** The categories that could not be observed, and why; they are empty. Absent: all were observed. */
  unknown?: UnknownCategories;
}

/** Computes the account of all messages: pure, and linear in the number of messages. */
export function accountFor(sent: readonly SentMessage[], found: Observations): Account {
  const bySent = new Map(sent.map((message) => [message.uuid, message]));
  const isForeign = ({ uuid, msg }: MessageRef) => uuid === null || bySent.get(uuid)?.msg !== msg;
  const shown = countShown(found, bySent);
  const logged = new Set(found.logged);
  const itsOwnQueued = found.queued.filter((ref) => !isForeign(ref));
  const waiting = new Set([...itsOwnQueued.map(({ uuid }) => uuid), ...found.pending]);
  const isReceived = ({ uuid }: SentMessage) => shown.has(uuid);
  const withOutcome = (outcome: Outcome) => sent.filter((message) => message.outcome === outcome);
  const acknowledged = withOutcome('acknowledged');
  const refused = withOutcome('refused');
  const indeterminate = withOutcome('indeterminate');
  const unreceived = acknowledged.filter((message) => !isReceived(message) && !waiting.has(message.uuid));
  const unknown = unknownCategories(found.unobservable);
  const isKnown = (category: CategoryKey) => unknown?.[category] === undefined;
  const unless = (category: CategoryKey, refs: MessageRef[]) => (isKnown(category) ? refs : []);
  return {
    attempted: sent.length,
    acknowledged: acknowledged.length,
    refused: refused.length,
    indeterminate: indeterminate.length,
    retried: sent.filter(({ attempts = 1 }) => attempts > 1).length,
    received: shown.size,
    lost: unless('lost', unreceived.map(refOf)),
    duplicated: [...shown.values()].filter(({ times }) => times > 1).map(({ ref }) => ref),
    unexpected: [...shown.values()].map(({ ref }) => ref).filter(isForeign),
    refusedYetDelivered: refused.filter(isReceived).map(refOf),
    undelivered: undeliveredOf(found, bySent),
    recovered: indeterminate.filter(isReceived).map(refOf),
    unlogged: unless('unlogged', acknowledged.filter(({ uuid }) => !logged.has(uuid)).map(refOf)),
    loggedTwice: repeated(found.logged).map((uuid) => ({ uuid, msg: bySent.get(uuid)?.msg ?? uuid })),
    notReceived: isKnown('lost') ? [] : unless('notReceived', unreceived.map(refOf)),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Those that occur more than once, each once. */
function repeated(uuids: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(uuids.filter((uuid) => seen.size === seen.add(uuid).size))];
}

interface Shown {
  ref: MessageRef;
  times: number;
}

/**
 * Each item without a UUID counts as a separate message, because different messages may have equal texts. Another text
 * under the UUID of a sent message is also a separate message.
 */
function countShown(
  { received }: Observations,
  sent: ReadonlyMap<string, SentMessage>,
): Map<string | symbol, Shown> {
  const shown = new Map<string | symbol, Shown>();
  for (const { uuid, msg } of Object.values(received).flat()) {
    const isItself = uuid !== null && (sent.get(uuid)?.msg ?? msg) === msg;
    const earlier = isItself ? shown.get(uuid) : undefined;
    if (earlier !== undefined) earlier.times += 1;
    else shown.set(isItself ? uuid : Symbol(msg), { ref: { uuid, msg }, times: 1 });
  }
  return shown;
}

function undeliveredOf(found: Observations, sent: ReadonlyMap<string, SentMessage>): MessageRef[] {
  const queued = new Set(found.queued.map(({ uuid }) => uuid));
  const onlyPending = found.pending.filter((uuid) => !queued.has(uuid));
  return [...found.queued, ...onlyPending.map((uuid) => ({ uuid, msg: sent.get(uuid)?.msg ?? '' }))];
}

function refOf({ uuid, msg }: SentMessage): MessageRef {
  return { uuid, msg };
}
