import type { ChalkInstance } from 'chalk';
import {
  keptStages,
  type AskedInstance,
  type MessageTrace,
  type Stage,
  type Trace,
  type TracedStage,
  type TraceGap,
} from '../../protocol/trace/message-trace.ts';
import { printable, printableShort } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';

const words: Readonly<Record<Stage, string>> = {
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

/** Each message as a table of its stages, followed by where it is and what is not known. */
export function renderTrace(trace: Trace, colours: ChalkInstance): string {
  if (trace.messages.length === 0) return renderUnknown(trace, colours);
  const parts = trace.messages.map((message) => renderMessage(message, trace, colours));
  if (trace.omitted > 0) parts.push(colours.dim(`and ${trace.omitted} older messages with this text\n`));
  return parts.join('\n');
}

function renderMessage(message: MessageTrace, trace: Trace, colours: ChalkInstance): string {
  const { uuid, text, outcome, stages } = message;
  const title = `${text === null ? '(text unknown)' : printableShort(text)}  ${colours.dim(printable(uuid))}`;
  const table = renderTable(
    [{ title: 'TIME' }, { title: 'MS', align: 'right' }, { title: 'SERVICE' }, { title: 'STAGE' }],
    stages.map((stage) => [
      stage.at.slice(stage.at.indexOf('T') + 1, -1),
      stage.offsetMs.toFixed(3),
      stage.instance,
      wordsOf(stage),
    ]),
  );
  return [
    `${title}  ${outcome === 'shown' ? colours.green(outcome) : colours.yellow(outcome)}\n`,
    stages.length === 0 ? 'no service keeps a stage of it\n' : table,
    ...[...placesOf(message, trace), ...message.gaps.map((gap) => gapText(gap, trace.instances))].map(
      (line) => colours.dim(`${line}\n`),
    ),
  ].join('');
}

function wordsOf({ stage, status, isRepeat, fromLedger }: TracedStage): string {
  const said = isRepeat === true ? 'posted again' : words[stage];
  return `${said}${status === undefined ? '' : ` ${status}`}${fromLedger === true ? ' (from the ledger)' : ''}`;
}

function placesOf({ log, ledger, outcome }: MessageTrace, { queueOwner }: Trace): string[] {
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
          `ledger: ${ledger.recordedBy === null ? 'not recorded' : `recorded for ${ledger.recordedBy}`}, ${ledger.pendingSince === null ? 'not pending' : `pending since ${ledger.pendingSince}`}`,
        ]),
  ];
}

function gapText({ instance, why, since }: TraceGap, instances: readonly AskedInstance[]): string {
  switch (why) {
    case 'silent': {
      const reason = instances.find(({ name }) => name === instance)?.silent ?? 'unknown';
      return `${instance} did not answer, its stages are missing: ${printable(reason)}`;
    }
    case 'started-later':
      return `${instance} was started at ${since ?? 'an unknown time'}: its earlier stages are gone`;
    case 'dropped':
      return `${instance} keeps only its last ${keptStages} stages, since ${since ?? 'an unknown time'}: earlier ones are gone`;
  }
}

function renderUnknown({ asked, instances }: Trace, colours: ChalkInstance): string {
  const what = 'uuid' in asked ? asked.uuid : `the text ${JSON.stringify(printableShort(asked.text))}`;
  const lines = instances.map(({ name, silent, startedAt, keptSince }) => {
    if (silent !== null) return gapText({ instance: name, why: 'silent', since: null }, instances);
    return keptSince === null
      ? `${name} knows everything since its start at ${startedAt ?? 'an unknown time'}`
      : gapText({ instance: name, why: 'dropped', since: keptSince }, instances);
  });
  return `nothing is known of ${printable(what)}\n${lines.map((line) => colours.dim(`${line}\n`)).join('')}`;
}
