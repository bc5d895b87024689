import type { MemberStatus, ServiceStatus } from '../../control/contract.ts';
import { plainKeyPrefix } from '../../protocol/ledger-entries.ts';
import type {
  InstanceTrace,
  LedgerPlace,
  LogPlace,
  MessageTrace,
  Stage,
  TracedStage,
  TraceGap,
} from '../../protocol/trace/message-trace.ts';

/** A service and what it told. */
export interface AskedService {
  name: string;
  kind: ServiceStatus['kind'];
  port: number;
  /** Why it did not answer; null: it did. */
  silent: string | null;
  trace: InstanceTrace | undefined;
}

interface WhatIsKnown {
  uuid: string;
  told: readonly AskedService[];
  /** null: no service told. */
  log: LogPlace | null;
  ledger: LedgerPlace | null;
  members: readonly Pick<MemberStatus, 'name' | 'uuid'>[];
  /** What must be added to a time of the machine's steady clock to get ms since the epoch. */
  epochOriginMs: number;
}

/** A stage with its time in ms since the epoch. */
type Timed = Omit<TracedStage, 'at' | 'offsetMs'> & { atMs: number };

/** Puts what the services told of a message into one order, and says what they cannot tell. Pure. */
export function messageWay(known: WhatIsKnown): MessageTrace {
  const { uuid, log, ledger } = known;
  const timed = timedStages(known);
  const firstMs = timed[0]?.atMs;
  const member = log?.member ?? null;
  return {
    uuid,
    text: textOf(known),
    outcome: outcomeOf(timed, log, ledger),
    stages: timed.map(({ atMs, ...stage }) => ({
      ...stage,
      at: iso(atMs),
      // In microseconds: the clock has no more.
      offsetMs: Math.round((atMs - (firstMs ?? atMs)) * 1_000) / 1_000,
    })),
    log: log && {
      isLogged: log.isLogged,
      member: member && (known.members.find((one) => one.uuid === member.uuid)?.name ?? member.address),
    },
    ledger: ledger && {
      pendingSince: ledger.pendingSinceMs === null ? null : iso(ledger.pendingSinceMs),
      recordedBy: ledger.recorded?.instance ?? null,
    },
    gaps: gapsOf(known, timed),
  };
}

/** Whether anything is known of it. */
export function isKnown({ stages, log, ledger }: MessageTrace): boolean {
  return (
    stages.length > 0 ||
    log?.isLogged === true ||
    (ledger !== null && (ledger.pendingSince !== null || ledger.recordedBy !== null))
  );
}

function timedStages({ uuid, told, ledger, epochOriginMs }: WhatIsKnown): Timed[] {
  const timed = told.flatMap(({ name, trace }) =>
    (trace?.stages ?? [])
      .filter((stage) => stage.uuid === uuid)
      .map(({ stage, atMs, status }): Timed => ({
        stage,
        instance: name,
        atMs: atMs + epochOriginMs,
        ...(status === undefined ? {} : { status }),
      })),
  );
  const recorded = ledger?.recorded;
  if (
    recorded &&
    !timed.some(({ stage, instance }) => stage === 'recorded' && instance === recorded.instance)
  )
    timed.push({ stage: 'recorded', ...recorded, fromLedger: true });
  timed.sort((one, other) => one.atMs - other.atMs);
  const [, ...repeats] = timed.filter(({ stage }) => stage === 'posted');
  for (const repeat of repeats) repeat.isRepeat = true;
  return timed;
}

function textOf({ uuid, told, ledger }: WhatIsKnown): string | null {
  const texts = told
    .flatMap(({ trace }) => trace?.stages ?? [])
    // The text of a repeated post may be another one: the first counts, which the log and the queue have.
    .filter((stage) => stage.uuid === uuid && stage.text !== undefined)
    .sort((one, other) => one.atMs - other.atMs);
  return texts[0]?.text ?? ledger?.text ?? null;
}

/** Statuses that promise that the message will not arrive. */
const refusals: ReadonlySet<number> = new Set([400, 413, 503]);
const wasShown: ReadonlySet<Stage> = new Set(['shown', 'shown-before', 'shown-again', 'cleared']);
const wasOffered: ReadonlySet<Stage> = new Set(['offered', 'offer-unknown', 'offered-again', 'polled']);

function outcomeOf(
  timed: readonly Timed[],
  log: LogPlace | null,
  ledger: LedgerPlace | null,
): MessageTrace['outcome'] {
  const has = (wanted: ReadonlySet<Stage>): boolean => timed.some(({ stage }) => wanted.has(stage));
  if (has(wasShown)) return 'shown';
  if (has(new Set(['recorded', 'recorded-elsewhere']))) return 'recorded';
  if (has(new Set(['pending'])) || (ledger !== null && ledger.pendingSinceMs !== null)) return 'pending';
  if (has(wasOffered)) return 'offered';
  const answer = timed.findLast(({ stage }) => stage === 'answered');
  if (refusals.has(answer?.status ?? 0)) return 'refused';
  return log?.isLogged === true || has(new Set(['logged', 'logged-before'])) ? 'logged' : 'unknown';
}

function gapsOf({ uuid, told, epochOriginMs }: WhatIsKnown, timed: readonly Timed[]): TraceGap[] {
  const firstMs = timed[0]?.atMs ?? -Infinity;
  const isPostKnown = uuid.startsWith(plainKeyPrefix) || timed.some(({ stage }) => stage === 'posted');
  return told.flatMap(({ name, kind, trace }): TraceGap[] => {
    if (trace === undefined) return [{ instance: name, why: 'silent', since: null }];
    const mayBeAny = kind === 'facade-service' && !isPostKnown;
    const startedMs = trace.startedMs + epochOriginMs;
    if (trace.keptSinceMs !== null) {
      const keptSinceMs = trace.keptSinceMs + epochOriginMs;
      if (mayBeAny || keptSinceMs > firstMs)
        return [{ instance: name, why: 'dropped', since: iso(keptSinceMs) }];
    } else if (mayBeAny || startedMs > firstMs)
      return [{ instance: name, why: 'started-later', since: iso(startedMs) }];
    return [];
  });
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
