import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from '../control/contract.ts';
import type { Lab } from './lab.ts';
import { categoriesOf, type MessageFindings } from './message-findings.ts';

const mostMessages = 3;
const linesAround = 2;
const mostLines = 40;
const tail = 2_000;

/**
 * The lines of the services' logs around the first messages of a failure. Without such lines, the last ones of each
 * service: there an error may say why.
 */
export async function linesAbout(lab: Lab, findings: MessageFindings | undefined): Promise<LogLine[]> {
  const texts = [
    ...new Set(categoriesOf(findings ?? {}).flatMap(([, some]) => some.slice(0, mostMessages))),
  ].slice(0, mostMessages);
  const { facades, loggers, consumers } = lab.roles;
  const about: LogLine[] = [];
  const last: LogLine[] = [];
  // The service whose fault it more probably is comes first.
  const order =
    findings?.refused === undefined
      ? [...consumers, ...facades, ...loggers]
      : [...facades, ...loggers, ...consumers];
  for (const name of order) {
    const lines: LogLine[] = [];
    for await (const line of lab.session.logs({ names: [name], tail, follow: false }, lab.signal))
      lines.push({ ...line, line: stripVTControlCharacters(line.line) });
    about.push(...around(lines, texts));
    last.push(...lines.slice(-4));
  }
  return (about.length > 0 ? about : last).slice(0, mostLines);
}

/** The lines that contain one of the texts, with those next to them. */
export function around(lines: readonly LogLine[], texts: readonly string[]): LogLine[] {
  const hits = lines.flatMap(({ line }, at) => (texts.some((text) => line.includes(text)) ? [at] : []));
  return lines.filter((_, at) => hits.some((hit) => Math.abs(hit - at) <= linesAround));
}
