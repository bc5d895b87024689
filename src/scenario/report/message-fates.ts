import type { Outcome } from '../../system/contract/outcome.ts';
import { categories } from '../../posting/account-categories.ts';
import type { ReportedRun } from './reported-run.ts';
import type { MessageRef } from '../../system/contract/message-ref.ts';

/** The fate of one message. */
export interface MessageFate {
  /** null for an item of another producer. */
  uuid: string | null;
  msg: string;
  /** null: never attempted by the run. */
  outcome: Outcome | null;
  /** From sending to the answer; null if there was none, or the journal does not contain it. */
  latencyMs: number | null;
  /** When the answer came, in ms from the start of the run. */
  answeredAtMs: number | null;
  /** The instances that show it; an instance that shows it twice is listed twice. */
  receivedBy: string[];
  /** Names of the account's categories, or else `received` or `not received`. */
  fates: string[];
}

/** An answer of the journal. Without a uuid it belongs to no message. */
interface Answer {
  atMs: number;
  event: Outcome;
  ms: number;
  uuid?: string;
}

/**
 * Every message of the run, in the order of the first attempts; then other messages that were found. Linear in their
 * number.
 */
export function messageFates({ document, record, journal }: ReportedRun): MessageFate[] {
  const known = new Map<string, MessageFate>();
  const anonymous: MessageFate[] = [];
  for (const { uuid, msg, outcome } of journal.sent) known.set(uuid, fateOf({ uuid, msg }, outcome));
  const find = (ref: MessageRef): MessageFate => {
    const fate = (ref.uuid === null ? undefined : known.get(ref.uuid)) ?? fateOf(ref, null);
    if (ref.uuid === null) anonymous.push(fate);
    else known.set(ref.uuid, fate);
    return fate;
  };
  for (const [instance, refs] of Object.entries(record.observations.received)) {
    for (const ref of refs) {
      const fate = find(ref);
      fate.receivedBy.push(instance);
      if (ref.uuid === null) fate.fates.push('unexpected');
    }
  }
  for (const ref of record.observations.queued) {
    if (ref.uuid === null) find(ref).fates.push('undelivered');
  }
  for (const { key, name } of categories) {
    for (const ref of document.account[key]) if (ref.uuid !== null) find(ref).fates.push(name);
  }
  addAnswers(known, journal.answers, Date.parse(record.startedAt));
  const all = [...known.values(), ...anonymous];
  for (const { fates, receivedBy } of all) {
    if (fates.length === 0) fates.push(receivedBy.length > 0 ? 'received' : 'not received');
  }
  return all;
}

/** Adds the decisive answer to each message: an acknowledgement, or else the last answer. */
function addAnswers(
  known: ReadonlyMap<string, MessageFate>,
  answers: readonly Answer[],
  startMs: number,
): void {
  const acknowledged = new Set<MessageFate>();
  for (const { uuid, event, ms, atMs } of answers) {
    const fate = uuid === undefined ? undefined : known.get(uuid);
    if (fate === undefined || acknowledged.has(fate)) continue;
    fate.latencyMs = ms;
    fate.answeredAtMs = atMs - startMs;
    if (event === 'acknowledged') acknowledged.add(fate);
  }
}

function fateOf({ uuid, msg }: MessageRef, outcome: Outcome | null): MessageFate {
  return { uuid, msg, outcome, latencyMs: null, answeredAtMs: null, receivedBy: [], fates: [] };
}
