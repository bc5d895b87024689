import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError, messageOf } from '../shared/errors.ts';
import type { Outcome, SentMessage } from './account.ts';

const attempted = z.object({
  t: z.string(),
  event: z.literal('attempted'),
  seq: z.number(),
  uuid: z.string(),
  msg: z.string(),
});

const answered = z.object({
  t: z.string(),
  event: z.enum(['acknowledged', 'refused', 'indeterminate']),
  seq: z.number(),
  uuid: z.string(),
  status: z.number().nullable(),
  ms: z.number(),
});

const journalEvent = z.discriminatedUnion('event', [attempted, answered]);
type JournalEvent = z.output<typeof journalEvent>;

export interface JournalContent {
  /** In the order in which they were first attempted. */
  sent: SentMessage[];
  /** When each answer came, in ms since the epoch, and what it was; in order. */
  answers: { atMs: number; event: Outcome; ms: number }[];
  /** Lines that a poster was killed in the middle of. */
  tornLines: number;
}

/**
 * Reads a journal back. A message without an answer was under way when its poster ended: indeterminate. A torn line says
 * nothing, so an answer in it counts as not heard.
 * @throws UsageError if the file cannot be read, or a whole line of it is no journal event.
 */
export async function readJournal(path: string): Promise<JournalContent> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the journal ${path}: ${messageOf(error)}`, { cause: error });
  }
  return parseJournal(text, path);
}

/** @param path names the journal in errors. */
export function parseJournal(text: string, path: string): JournalContent {
  const messages = new Map<string, Attempts>();
  const answers: JournalContent['answers'] = [];
  let tornLines = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const value = parseLine(line);
    if (value === undefined) {
      tornLines += 1;
      continue;
    }
    const event = journalEvent.safeParse(value);
    if (!event.success) {
      throw new UsageError(`${path}:${index + 1}: no event of a journal: ${z.prettifyError(event.error)}`, {
        hint: 'docs/journal.md describes the format',
      });
    }
    note(event.data, messages, answers);
  }
  return { sent: [...messages.values()].map(judge), answers, tornLines };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What is known of one message while the journal is read. */
interface Attempts {
  uuid: string;
  msg: string;
  /** Attempts whose answer has not been read yet. */
  open: number;
  outcomes: Set<Outcome>;
}

function note(
  event: JournalEvent,
  messages: Map<string, Attempts>,
  answers: JournalContent['answers'],
): void {
  const known = messages.get(event.uuid);
  if (event.event === 'attempted') {
    if (known === undefined)
      messages.set(event.uuid, { uuid: event.uuid, msg: event.msg, open: 1, outcomes: new Set() });
    else known.open += 1;
    return;
  }
  answers.push({ atMs: Date.parse(event.t), event: event.event, ms: event.ms });
  if (known === undefined) return;
  known.open -= 1;
  known.outcomes.add(event.event);
}

/** Of several attempts one acknowledgement suffices, and one whose outcome is unknown leaves the whole unknown. */
function judge({ uuid, msg, open, outcomes }: Attempts): SentMessage {
  if (outcomes.has('acknowledged')) return { uuid, msg, outcome: 'acknowledged' };
  return { uuid, msg, outcome: open > 0 || outcomes.has('indeterminate') ? 'indeterminate' : 'refused' };
}
