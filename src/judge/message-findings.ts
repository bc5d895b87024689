import type { Outcome } from '../system/contract/outcome.ts';

/** One posted message. Its text is unique. */
export interface Sent {
  text: string;
  kind: Outcome;
  /** HTTP status; null: no answer. */
  status: number | null;
  reason?: string | undefined;
}

/** Texts by what is wrong with them; categories without a text are absent. */
export interface MessageFindings {
  /** Acknowledged, but no instance showed it in time. */
  notReceived?: string[];
  /** Shown twice by one instance, or by two. */
  duplicated?: string[];
  /** Refused, but shown. */
  refusedYetDelivered?: string[];
  /** Not acknowledged. */
  refused?: string[];
  /** Shown by the log more than once. */
  loggedTwice?: string[];
  /** Acknowledged, but not in the log. */
  unlogged?: string[];
  /** Received, but in no merged answer among the received ones. */
  notMerged?: string[];
}

export const findingNames: Readonly<Record<keyof MessageFindings, string>> = {
  notReceived: 'acknowledged, but not received',
  duplicated: 'received more than once',
  refusedYetDelivered: 'refused, yet received',
  refused: 'not acknowledged',
  loggedTwice: 'logged more than once',
  unlogged: 'acknowledged, but not logged',
  notMerged: 'received, but not shown by the facade',
};

/** What the consumers showed. */
export interface Showings {
  /** How often the last answer of each instance has each text. */
  last: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The texts of all answers. */
  ever: ReadonlySet<string>;
}

/** What became of the messages, by what the consumers showed. */
export function receivedFindings(sent: readonly Sent[], { last, ever }: Showings): MessageFindings {
  const times = new Map<string, number>();
  for (const texts of last.values())
    for (const [text, count] of texts) times.set(text, (times.get(text) ?? 0) + count);
  return withoutEmpty({
    notReceived: textsOf(sent.filter((one) => one.kind === 'acknowledged' && !ever.has(one.text))),
    duplicated: textsOf(sent.filter(({ text }) => (times.get(text) ?? 0) > 1)),
    refusedYetDelivered: textsOf(sent.filter((one) => one.kind === 'refused' && ever.has(one.text))),
  });
}

/** What is wrong with the log: each instance reads the whole of it. */
export function loggedFindings(
  sent: readonly Sent[],
  logs: Readonly<Record<string, readonly string[]>>,
): MessageFindings {
  const acknowledged = sent.filter(({ kind }) => kind === 'acknowledged');
  const counted = Object.values(logs).map(countTexts);
  return withoutEmpty({
    unlogged: textsOf(acknowledged.filter(({ text }) => counted.some((log) => !log.has(text)))),
    loggedTwice: textsOf(sent.filter(({ text }) => counted.some((log) => (log.get(text) ?? 0) > 1))),
  });
}

export function refusedFindings(sent: readonly Sent[]): MessageFindings {
  return withoutEmpty({ refused: textsOf(sent.filter(({ kind }) => kind !== 'acknowledged')) });
}

/** How often each text occurs. */
export function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** One sentence with the number of messages of each category; undefined: nothing is wrong. */
export function findingsSentence(findings: MessageFindings, of: number): string | undefined {
  const words = categoriesOf(findings).map(
    ([category, texts]) => `${texts.length} ${findingNames[category]}`,
  );
  return words.length === 0 ? undefined : `of ${of} messages: ${words.join('; ')}`;
}

/** The categories that have messages. */
export function categoriesOf(findings: MessageFindings): [keyof MessageFindings, string[]][] {
  const all = [
    'notReceived',
    'duplicated',
    'refusedYetDelivered',
    'refused',
    'loggedTwice',
    'unlogged',
    'notMerged',
  ] as const satisfies readonly (keyof MessageFindings)[];
  return all.flatMap((category) => {
    const texts = findings[category] ?? [];
    return texts.length === 0 ? [] : [[category, texts]];
  });
}

function withoutEmpty(findings: Record<string, string[]> & MessageFindings): MessageFindings {
  return Object.fromEntries(Object.entries(findings).filter(([, texts]) => texts.length > 0));
}

function textsOf(sent: readonly Sent[]): string[] {
  return sent.map(({ text }) => text);
}
