import { duration } from '../../../report/quantities.ts';
import type { PageRun, PageStep, RunOutcome } from '../../wire/page-run.ts';
import { verdictLooks } from '../tables/verdict-looks.ts';

/** By shape too, not by the colour alone. */
export const stepShapes: Record<PageStep['state'], string> = {
  pending: '○',
  waiting: '◆',
  running: '▶',
  done: '✓',
  failed: '✗',
  skipped: '–',
};

const stateWords: Record<PageStep['state'], string> = {
  pending: 'not yet',
  waiting: 'waits for Next',
  running: 'running…',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

export function stepStateText({ state, durationMs }: PageStep): string {
  return durationMs === null ? stateWords[state] : `${stateWords[state]} in ${duration(durationMs)}`;
}

/** Index of the step that waits or runs; -1: none does. */
export function currentStep({ steps }: PageRun): number {
  return steps.findIndex(({ state }) => state === 'waiting' || state === 'running');
}

/** Index of the last step that has ended and shows something; -1: there is none. */
export function lastShownStep({ steps }: PageRun): number {
  return steps.findLastIndex(({ shown, reason }) => shown.length > 0 || reason !== null);
}

const verdictWords = { passed: 'Passed', failed: 'Failed', inconclusive: 'Inconclusive' } as const;

export interface OutcomeWords {
  look: 'good' | 'bad' | 'doubt';
  sign: string;
  word: string;
  /** One sentence or more. */
  text: string;
}

export function outcomeWords(outcome: RunOutcome, place: PageRun['place']): OutcomeWords {
  if (outcome.kind === 'failed') return { look: 'bad', sign: '✗', word: 'No verdict', text: outcome.message };
  if (outcome.kind === 'interrupted')
    return {
      ...{ look: 'doubt', sign: '■', word: 'Stopped' },
      text: `The run was stopped before its verdict. ${
        place === 'here' ? 'The services that it stopped run again.' : 'Its lab was taken down.'
      }`,
    };
  const { verdict, headline: text } = outcome;
  return { ...verdictLooks[verdict], word: verdictWords[verdict], text };
}

/** What a screen reader says of the run, as it changes. */
export function announcement(run: PageRun): string {
  if (run.outcome !== null) {
    const { word, text } = outcomeWords(run.outcome, run.place);
    return `${run.scenario}: ${word}. ${text}`;
  }
  if (run.isStopping) return `${run.scenario} is being stopped.`;
  const index = currentStep(run);
  const step = run.steps[index];
  if (step === undefined) return `${run.scenario} has begun.`;
  const next = step.state === 'waiting' ? ' Press Next to begin it.' : '';
  return `Step ${index + 1} of ${run.steps.length}: ${step.title}.${next}`;
}
