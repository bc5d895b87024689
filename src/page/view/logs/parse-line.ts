export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof levels)[number];

/** A log line, taken apart as far as it tells. */
export interface ParsedLine {
  /** Time of day; undefined: the line does not tell. */
  time?: string;
  level?: Level;
  message: string;
  /** The other fields of a JSON line; absent: there are none. */
  rest?: Readonly<Record<string, unknown>>;
}

const names: readonly (readonly [RegExp, Level])[] = [
  [/^(fatal|critical)$/i, 'fatal'],
  [/^(error|severe|err)$/i, 'error'],
  [/^warn(ing)?$/i, 'warn'],
  [/^(info|config|notice)$/i, 'info'],
  [/^(debug|fine)$/i, 'debug'],
  [/^(trace|finer|finest)$/i, 'trace'],
];
/** As pino counts: 10 is trace, 60 is fatal. */
const pinoStep = 10;
const levelWord = /\b(FATAL|SEVERE|ERROR|WARN(?:ING)?|INFO|CONFIG|DEBUG|FINER|FINEST|FINE|TRACE)\b/;
const clock = /^\D{0,2}(?:\d{4}-\d\d-\d\d[T ])?(\d\d:\d\d:\d\d(?:[.,]\d{3})?)\S*\s*/;

export function parseLine(line: string): ParsedLine {
  return (line.startsWith('{') ? parseJson(line) : undefined) ?? parseText(line);
}

/** Cheaper than parsing the line; undefined: the line does not tell. */
export function levelOf(line: string): Level | undefined {
  if (line.startsWith('{')) {
    const [, value] = /"level":\s*"?(\w+)/.exec(line) ?? [];
    if (value !== undefined) return toLevel(/^\d+$/.test(value) ? Number(value) : value);
  }
  const [, word] = levelWord.exec(line.slice(0, 200)) ?? [];
  return toLevel(word);
}

function parseJson(line: string): ParsedLine | undefined {
  const fields = objectOf(line);
  if (fields === undefined) return undefined;
  const { level, time, msg, message, ...rest } = fields;
  const text = [msg, message].find((value) => typeof value === 'string');
  const parsed: ParsedLine = { message: text ?? line };
  const known = toLevel(level);
  if (known !== undefined) parsed.level = known;
  const at = timeText(time);
  if (at !== undefined) parsed.time = at;
  if (Object.keys(rest).length > 0) parsed.rest = rest;
  return parsed;
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function parseText(line: string): ParsedLine {
  const parsed: ParsedLine = { message: line };
  const level = levelOf(line);
  if (level !== undefined) parsed.level = level;
  const [begin, time] = clock.exec(line) ?? [];
  if (begin === undefined || time === undefined) return parsed;
  return { ...parsed, time: time.replace(',', '.'), message: line.slice(begin.length) };
}

function toLevel(level: unknown): Level | undefined {
  if (typeof level === 'number') return levels[Math.min(levels.length, Math.floor(level / pinoStep)) - 1];
  if (typeof level !== 'string') return undefined;
  return names.find(([pattern]) => pattern.test(level))?.[1];
}

function timeText(time: unknown): string | undefined {
  if (typeof time !== 'number' && typeof time !== 'string') return undefined;
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return undefined;
  // Not toLocaleTimeString, which is slow for thousands of lines.
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${parts.join(':')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
