import type { PastRun } from '../../wire/past-run.ts';
import { answerText, noAnswerText } from '../feed/answer-text.ts';

/** The past runs, newest first, or why they could not be read. */
export type RunsAnswer = { runs: readonly PastRun[] } | { refusal: string };

/** Asks for the past runs. Never rejects. */
export async function readRuns(): Promise<RunsAnswer> {
  try {
    const response = await fetch('/runs');
    const answer: unknown = await response.json();
    return response.ok && isRuns(answer) ? answer : { refusal: answerText(answer) };
  } catch {
    return { refusal: noAnswerText };
  }
}

/** Server and browser are of one build, so only what tells answers apart is looked at. */
function isRuns(value: unknown): value is { runs: readonly PastRun[] } {
  return typeof value === 'object' && value !== null && 'runs' in value;
}
