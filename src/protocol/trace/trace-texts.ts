import { keptStages } from './kept-stages.ts';
import type { AskedInstance, MessageTrace, Stage, Trace, TracedStage, TraceGap } from './message-trace.ts';

/** How a time (ISO 8601) is shown. */
type TimeText = (iso: string) => string;

const stageWords: Readonly<Record<Stage, string>> = {
  posted: 'posted',
  logged: 'logged',
  'logged-before': 'was in the log before',
  offered: 'offered to the queue',
  'offer-unknown': 'offered to the queue, which did not answer',
  'queue-full': 'refused: the queue is full',
  pending: 'marked pending',
  answered: 'answered',
  polled: 'polled',
  recorded: 'recorded',
  'recorded-elsewhere': 'recorded for another instance, so not shown here',
  shown: 'shown',
  'shown-before': 'not shown again: it was shown before',
  'shown-again': 'shown again after a restart',
  cleared: 'cleared',
  'offered-again': 'offered again by the relay',
};

/** What became of a message. */
export const outcomeTexts: Readonly<Record<MessageTrace['outcome'], string>> = {
  shown: 'shown',
  recorded: 'recorded, not known to be shown',
  pending: 'pending: it will be received',
  offered: 'in the queue, not yet received',
  refused: 'refused',
  logged: 'logged, not known to be offered',
  unknown: 'unknown',
};

export function stageText({ stage, status, isRepeat, fromLedger }: TracedStage): string {
  const said = isRepeat === true ? 'posted again' : stageWords[stage];
  return `${said}${status === undefined ? '' : ` ${status}`}${fromLedger === true ? ' (from the ledger)' : ''}`;
}

/** Where a message is, a line each; then what is not known of it, with the reason. */
export function knownTexts(message: MessageTrace, trace: Trace, timeText: TimeText): string[] {
  return [
    ...placeTexts(message, trace, timeText),
    ...message.gaps.map((gap) => gapText(gap, trace.instances, timeText)),
  ];
}

/** Of a message of which nothing is known: since when each instance would know it. */
export function unknownTexts({ instances }: Trace, timeText: TimeText): string[] {
  return instances.map(({ name, silent, startedAt, keptSince }) => {
    if (silent !== null) return gapText({ instance: name, why: 'silent', since: null }, instances, timeText);
    return keptSince === null
      ? `${name} knows everything since its start at ${timeOr(startedAt, timeText)}`
      : gapText({ instance: name, why: 'dropped', since: keptSince }, instances, timeText);
  });
}

function placeTexts({ log, ledger, outcome }: MessageTrace, { queueOwner }: Trace, timeText: TimeText) {
  return [
    ...(log === null
      ? ['log: no logging-service answered']
      : [
          `log: ${log.isLogged ? `on ${log.member ?? 'an unknown member'}, which owns its partition now` : 'not in it'}`,
        ]),
    ...(outcome === 'offered' || outcome === 'pending'
      ? [`queue: owned by ${queueOwner ?? 'an unknown member'}`]
      : []),
    ...(ledger === null
      ? []
      : [
          `ledger: ${ledger.recordedBy === null ? 'not recorded' : `recorded for ${ledger.recordedBy}`}, ${ledger.pendingSince === null ? 'not pending' : `pending since ${timeText(ledger.pendingSince)}`}`,
        ]),
  ];
}

function gapText(
  { instance, why, since }: TraceGap,
  instances: readonly AskedInstance[],
  timeText: TimeText,
): string {
  switch (why) {
    case 'silent': {
      const reason = instances.find(({ name }) => name === instance)?.silent ?? 'unknown';
      return `${instance} did not answer, its stages are missing: ${reason}`;
    }
    case 'started-later':
      return `${instance} was started at ${timeOr(since, timeText)}: its earlier stages are gone`;
    case 'dropped':
      return `${instance} keeps only its last ${keptStages} stages, since ${timeOr(since, timeText)}: earlier ones are gone`;
  }
}

function timeOr(iso: string | null, timeText: TimeText): string {
  return iso === null ? 'an unknown time' : timeText(iso);
}
