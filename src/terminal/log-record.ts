/** One parsed log line of a service. */
export interface LogRecord {
  /** Milliseconds since the epoch. */
  timeMs: number;
  level: LogLevel;
  message: string;
  /** All other fields of the line. */
  fields: Record<string, unknown>;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Lower bounds of pino's numbers. */
const levels: readonly [number, LogLevel][] = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
  [20, 'debug'],
];

/** Fields that identify the writer, which is printed anyway. */
const whoWrote: ReadonlySet<string> = new Set(['pid', 'hostname', 'name', 'instance']);

/** @returns undefined for a line that pino did not write: members and foreign programs write plain text. */
export function parseLogRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { time, level, msg, ...others }: Record<string, unknown> = { ...parsed };
  const timeMs = typeof time === 'string' ? Date.parse(time) : time;
  if (typeof timeMs !== 'number' || Number.isNaN(timeMs) || typeof level !== 'number') return undefined;
  const fields = Object.fromEntries(Object.entries(others).filter(([key]) => !whoWrote.has(key)));
  return { timeMs, level: nameLevel(level), message: typeof msg === 'string' ? msg : '', fields };
}

function nameLevel(value: number): LogLevel {
  return levels.find(([bound]) => value >= bound)?.[1] ?? 'trace';
}
