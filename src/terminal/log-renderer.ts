import type { ChalkInstance } from 'chalk';
import { parseLogRecord, type LogLevel, type LogRecord } from './log-record.ts';
import { printable, printableLines } from './printable.ts';

export interface LogRenderer {
  /** One line of an instance, ready to print, with its line end. */
  render(name: string, line: string): string;
}

const nameColours = [
  'cyan',
  'yellow',
  'green',
  'magenta',
  'blue',
  'cyanBright',
  'yellowBright',
  'greenBright',
] as const;

/**
 * Prefixes each line with the instance's name in its colour, like `docker compose logs`.
 * @param names names known in advance, so that the columns are aligned from the first line on
 */
export function createLogRenderer(colours: ChalkInstance, names: readonly string[] = []): LogRenderer {
  const known = [...names];
  let width = Math.max(0, ...known.map((name) => name.length));
  return {
    render(name, line) {
      if (!known.includes(name)) known.push(name);
      width = Math.max(width, name.length);
      const colour = nameColours[known.indexOf(name) % nameColours.length] ?? 'cyan';
      const prefix = colours[colour](`${name.padEnd(width)} |`);
      const text = renderText(line, colours);
      return text
        .split('\n')
        .map((part) => `${prefix} ${part}\n`)
        .join('');
    },
  };
}

function renderText(line: string, colours: ChalkInstance): string {
  const record = parseLogRecord(line);
  return record === undefined ? printable(line) : renderRecord(record, colours);
}

function renderRecord({ timeMs, level, message, fields }: LogRecord, colours: ChalkInstance): string {
  const { err, ...others } = fields;
  const parts = [
    colours.dim(clockTime(timeMs)),
    ...markLevel(level, colours),
    printable(message),
    ...Object.entries(others).map(([key, value]) => colours.dim(`${printable(key)}=${renderValue(value)}`)),
  ];
  const cause = renderCause(err);
  return `${parts.join(' ')}${cause === undefined ? '' : `\n${colours.dim(cause)}`}`;
}

function markLevel(level: LogLevel, colours: ChalkInstance): string[] {
  if (level === 'info') return [];
  const word = level.toUpperCase();
  if (level === 'warn') return [colours.yellow(word)];
  return [level === 'error' || level === 'fatal' ? colours.red(word) : colours.dim(word)];
}

function renderValue(value: unknown): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}

function renderCause(err: unknown): string | undefined {
  if (typeof err !== 'object' || err === null) return undefined;
  if ('stack' in err && typeof err.stack === 'string') return printableLines(err.stack);
  return 'message' in err && typeof err.message === 'string' ? printable(err.message) : undefined;
}

/** Local time of day with milliseconds. */
function clockTime(timeMs: number): string {
  const at = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
