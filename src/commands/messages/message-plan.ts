import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UsageError } from '../../foundation/errors/errors.ts';

export interface MessageChoice {
  texts: readonly string[];
  count: number | undefined;
  prefix: string | undefined;
}

export interface MessagePlan {
  /** undefined: not known in advance. */
  total: number | undefined;
  messages: Iterable<string> | AsyncIterable<string>;
}

/**
 * The messages to post: texts of the command line, lines of standard input (`-`), or generated texts.
 * @param signal aborting it closes standard input, so that it does not keep the process running
 * @throws UsageError unless exactly one source is given
 */
export function planMessages(
  { texts, count, prefix }: MessageChoice,
  input: Readable,
  signal?: AbortSignal,
): MessagePlan {
  if (texts.length > 0 && (count !== undefined || prefix !== undefined)) {
    throw new UsageError('texts cannot be combined with --count or --prefix', {
      hint: '--count N generates N texts: msg1, msg2, …',
    });
  }
  if (count !== undefined) return { total: count, messages: generate(prefix ?? 'msg', count) };
  if (texts.length === 0) {
    throw new UsageError('no message to post', {
      hint: 'give texts (`distq post hello`), `--count N`, or `-` for the lines of standard input',
    });
  }
  if (!texts.includes('-')) return { total: texts.length, messages: texts };
  if (texts.length > 1) throw new UsageError('`-` (standard input) cannot be combined with texts');
  return { total: undefined, messages: linesOf(input, signal) };
}

function* generate(prefix: string, count: number): Generator<string> {
  for (let number = 1; number <= count; number++) yield `${prefix}${number}`;
}

async function* linesOf(input: Readable, signal: AbortSignal | undefined): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Infinity, signal })) {
    if (line !== '') yield line;
  }
}
