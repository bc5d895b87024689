import type { MergedAnswer } from '../system/contract/merged-answer.ts';
import { countTexts } from './message-findings.ts';

/** The texts of a run in one merged answer, each once. */
export interface MergedParts {
  logged: string[];
  received: string[];
}

/** An answer that cannot be divided shows a text once for the log, and again if it was received. */
export function shownParts(
  { logging, messages, whole }: MergedAnswer,
  wanted: ReadonlySet<string>,
): MergedParts {
  const among = (texts: readonly string[]) => [...new Set(texts)].filter((text) => wanted.has(text));
  if (whole === undefined) return { logged: among(logging.messages), received: among(messages.messages) };
  const counts = countTexts(whole.split('\n'));
  const shown = [...counts].filter(([text]) => wanted.has(text));
  return {
    logged: shown.map(([text]) => text),
    received: shown.filter(([, times]) => times > 1).map(([text]) => text),
  };
}

/**
 * Each answer has the whole log; together they show every received message as received.
 * @param posted `texts`: those that must be in the log; `received`: those that consumers showed
 */
export function mergedFindings(
  posted: { texts: readonly string[]; received: readonly string[] },
  answers: readonly MergedParts[],
): { notLogged: string[]; neverReceived: string[] } {
  const { texts, received } = posted;
  const shown = new Set(answers.flatMap((answer) => answer.received));
  const notLogged = texts.filter((text) => answers.some(({ logged }) => !logged.includes(text)));
  return { notLogged, neverReceived: received.filter((text) => !shown.has(text)) };
}
