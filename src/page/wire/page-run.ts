import type { RunEvent, RunPlace, RunShown, RunVerdict } from '../../protocol/run/run-progress.ts';

/** A run that was started on the page, for every browser that looks. */
export interface PageRun {
  scenario: string;
  place: RunPlace;
  /** Before each step it waits for `next`. */
  isStepwise: boolean;
  /** The command that does the same. */
  command: string;
  /** Empty until it has begun. */
  title: string;
  description: string;
  steps: PageStep[];
  /** What is done besides the steps, for people; null: nothing. */
  activity: string | null;
  /** It was stopped, and puts things back. */
  isStopping: boolean;
  /** null: it is in progress. */
  outcome: RunOutcome | null;
}

export interface PageStep {
  title: string;
  why: string | null;
  /** `waiting`: for `next`. */
  state: 'pending' | 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  /** null: it has not ended. */
  durationMs: number | null;
  /** Why it failed. */
  reason: string | null;
  shown: RunShown[];
}

export type RunOutcome =
  | ({ kind: 'verdict' } & RunVerdict)
  /** Before its verdict. */
  | { kind: 'interrupted' }
  | { kind: 'failed'; message: string; hint: string | null };

/** What is known of a run that has just been ordered. */
export function orderedRun(order: Pick<PageRun, 'scenario' | 'place' | 'isStepwise' | 'command'>): PageRun {
  const nothing = { title: '', description: '', steps: [], isStopping: false, outcome: null };
  return { ...order, ...nothing, activity: 'starting' };
}

/** The run after what its program told. */
export function applyRunEvent(run: PageRun, told: RunEvent): PageRun {
  switch (told.event) {
    case 'begun':
      return { ...run, title: told.title, description: told.description, steps: told.steps.map(pending) };
    case 'progress':
      return { ...run, activity: told.text };
    case 'step':
      return { ...withStep(run, told.step, { state: told.state }), activity: null };
    case 'step-done': {
      const { step, state, durationMs, reason, shown } = told;
      return withStep(run, step, { state, durationMs, reason, shown });
    }
    case 'verdict': {
      const { event: kind, ...verdict } = told;
      return ended(run, { kind, ...verdict });
    }
    case 'interrupted':
      return ended(run, { kind: 'interrupted' });
    case 'failed':
      return ended(run, { kind: 'failed', message: told.message, hint: told.hint });
  }
}

function pending({ title, why }: Pick<PageStep, 'title' | 'why'>): PageStep {
  return { title, why, state: 'pending', durationMs: null, reason: null, shown: [] };
}

function withStep(run: PageRun, number: number, change: Partial<PageStep>): PageRun {
  const steps = run.steps.map((step, index) => (index === number ? { ...step, ...change } : step));
  return { ...run, steps };
}

/** What has not ended by then never does. */
function ended(run: PageRun, outcome: RunOutcome): PageRun {
  const steps = run.steps.map((step): PageStep => {
    if (step.state === 'running') return { ...step, state: 'failed', reason: 'it did not end' };
    return step.state === 'pending' || step.state === 'waiting' ? { ...step, state: 'skipped' } : step;
  });
  return { ...run, steps, activity: null, isStopping: false, outcome };
}
