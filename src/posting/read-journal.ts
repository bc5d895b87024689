import { z } from 'zod';
import { UsageError, messageOf } from '../foundation/errors/errors.ts';
import type { SentMessage } from './account.ts';
import type { Outcome } from '../system/contract/outcome.ts';
import { readRegularFile } from '../foundation/files/read-regular-file.ts';

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'a time in the form 2026-01-05T10:00:00.000Z');

const attempted = z.object({
  t: time,
  event: z.literal('attempted'),
  seq: z.number(),
  uuid: z.string(),
  msg: z.string(),
});

const answered = z.object({
  t: time,
  event: z.enum(['acknowledged', 'refused', 'indeterminate']),
  seq: z.number(),
  uuid: z.string(),
  status: z.number().nullable(),
  ms: z.number(),
});

const journalEvent = z.discriminatedUnion('event', [attempted, answered]);

export interface JournalContent {
  /** In the order of their first attempts. */
  sent: SentMessage[];
  /** Each answer in order: its time in ms since the epoch, and its outcome. */
  answers: { uuid: string; atMs: number; event: Outcome; ms: number }[];
  /** Incomplete lines, left by a poster that was killed while writing. */
  tornLines: number;
  /** Answers without an attempt before them, if any: no poster writes that, so lines are missing. */
  strayAnswers?: number;
  /** Attempts without an answer, if any: a poster that was not killed writes one for each. */
  unanswered?: number;
}

/**
 * Reads a journal. A message without an answer was in flight when its poster ended: indeterminate. An answer in an
 * incomplete line is ignored.
 * @throws UsageError if the file cannot be read, or a complete line is not a journal event
 */
export async function readJournal(path: string): Promise<JournalContent> {
  let text: string;
  try {
    text = await readRegularFile(path);
  } catch (error) {
    throw new UsageError(`cannot read the journal ${path}: ${messageOf(error)}`, { cause: error });
  }
  return parseJournal(text, path);
}

/** @param path names the journal in errors */
export function parseJournal(text: string, path: string): JournalContent {
  const messages = new Map<string, Attempts>();
  const answers: JournalContent['answers'] = [];
  let tornLines = 0;
  let strayAnswers = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const value = parseLine(line);
    if (value === undefined) {
      tornLines += 1;
      continue;
    }
    const event = journalEvent.safeParse(value);
    if (!event.success) {
      throw new UsageError(`${path}:${index + 1}: not a journal event: ${z.prettifyError(event.error)}`, {
        hint: 'docs/journal.md describes the format',
      });
    }
    const { data } = event;
    const known = messages.get(data.uuid);
    if (data.event === 'attempted') {
      noteAttempt(data, known, messages);
    } else {
      answers.push({ uuid: data.uuid, atMs: Date.parse(data.t), event: data.event, ms: data.ms });
      if (known === undefined || known.open === 0) strayAnswers += 1;
      if (known !== undefined) noteAnswer(data.event, known);
    }
  }
  const all = [...messages.values()];
  const unanswered = all.reduce((sum, { open }) => sum + open, 0);
  return {
    sent: all.map(judge),
    answers,
    tornLines,
    ...(strayAnswers === 0 ? {} : { strayAnswers }),
    ...(unanswered === 0 ? {} : { unanswered }),
  };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The attempts of one message so far. */
interface Attempts {
  uuid: string;
  msg: string;
  attempts: number;
  /** Attempts whose answer has not been read yet. */
  open: number;
  outcomes: Set<Outcome>;
}

function noteAttempt(
  { uuid, msg }: z.output<typeof attempted>,
  known: Attempts | undefined,
  messages: Map<string, Attempts>,
): void {
  if (known === undefined) messages.set(uuid, { uuid, msg, attempts: 1, open: 1, outcomes: new Set() });
  else {
    known.attempts += 1;
    known.open += 1;
  }
}

function noteAnswer(event: Outcome, known: Attempts): void {
  known.open = Math.max(0, known.open - 1);
  known.outcomes.add(event);
}

/** One acknowledgement is enough. Without one, a single attempt of unknown outcome makes the message indeterminate. */
function judge({ uuid, msg, attempts, open, outcomes }: Attempts): SentMessage {
  return { uuid, msg, attempts, outcome: outcomeOf(open, outcomes) };
}

function outcomeOf(open: number, outcomes: ReadonlySet<Outcome>): Outcome {
  if (outcomes.has('acknowledged')) return 'acknowledged';
  return open > 0 || outcomes.has('indeterminate') ? 'indeterminate' : 'refused';
}
