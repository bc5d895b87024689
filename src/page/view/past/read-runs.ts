import type { PastRun } from '../../wire/past-run.ts';
import { askPage, type Refusal } from '../feed/ask-page.ts';

/** The past runs, newest first, or why they could not be read. */
export type RunsAnswer = { runs: readonly PastRun[] } | Refusal;

/** Asks for the past runs. Never rejects. */
export function readRuns(): Promise<RunsAnswer> {
  return askPage('/runs', isRuns);
}

function isRuns(value: object): value is { runs: readonly PastRun[] } {
  return 'runs' in value;
}
