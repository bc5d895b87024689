import type { ChalkInstance } from 'chalk';
import type { MessageTrace, Trace } from '../../protocol/trace/message-trace.ts';
import { knownTexts, outcomeTexts, stageText, unknownTexts } from '../../protocol/trace/trace-texts.ts';
import { printable, printableShort } from '../../terminal/printable.ts';
import { renderTable } from '../../terminal/table.ts';

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
  const colour = outcome === 'shown' ? colours.green : colours.yellow;
  const table = renderTable(
    [{ title: 'TIME' }, { title: 'MS', align: 'right' }, { title: 'SERVICE' }, { title: 'STAGE' }],
    stages.map((stage) => [
      stage.at.slice(stage.at.indexOf('T') + 1, -1),
      stage.offsetMs.toFixed(3),
      stage.instance,
      stageText(stage),
    ]),
  );
  return [
    `${title}  ${colour(outcomeTexts[outcome])}\n`,
    stages.length === 0 ? 'no service keeps a stage of it\n' : table,
    ...dimLines(knownTexts(message, trace, asTold), colours),
  ].join('');
}

function renderUnknown(trace: Trace, colours: ChalkInstance): string {
  const { asked } = trace;
  const what = 'uuid' in asked ? asked.uuid : `the text ${JSON.stringify(printableShort(asked.text))}`;
  const lines = dimLines(unknownTexts(trace, asTold), colours);
  return `nothing is known of ${printable(what)}\n${lines.join('')}`;
}

function dimLines(lines: readonly string[], colours: ChalkInstance): string[] {
  return lines.map((line) => colours.dim(`${printable(line)}\n`));
}

function asTold(iso: string): string {
  return iso;
}
