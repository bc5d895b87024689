import { messageOf } from '../../foundation/errors/errors.ts';
import type { StepResult } from '../evidence/evidence.ts';
import type { RunContext } from '../steps/run-context.ts';
import { bind, readStep, stepTitle, type FileStep, type Step } from '../steps/step.ts';

export interface RunHooks {
  /** Called before a step; may wait for the user. */
  onStep?: (step: {
    title: string;
    why: string | undefined;
    index: number;
    count: number;
  }) => void | Promise<void>;
  onStepDone?: (result: StepResult) => void;
  /** Called when the steps are finished, before the last messages are awaited and evidence is collected. */
  onAfterSteps?: () => void;
}

/** Runs the steps in their order. After one that fails, the others are skipped. @throws the signal's reason if aborted */
export async function runSteps(
  context: RunContext,
  files: readonly FileStep[],
  hooks: RunHooks,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const steps = files.map(readStep);
  for (const [index, step] of steps.entries()) {
    context.signal.throwIfAborted();
    const title = stepTitle(step);
    if (results.some(({ state }) => state === 'failed')) {
      results.push(skipped(title, step));
      continue;
    }
    await hooks.onStep?.({ title, why: step.why, index, count: steps.length });
    const result = await timeStep(context, step, title);
    results.push(result);
    hooks.onStepDone?.(result);
  }
  return results;
}

async function timeStep(context: RunContext, step: Step, name: string): Promise<StepResult> {
  const at = new Date();
  const base = { name, why: step.why ?? null, at: at.toISOString() };
  try {
    const shown = await bind(step).run(context);
    return { ...base, state: 'done', durationMs: Date.now() - at.getTime(), reason: null, shown };
  } catch (error) {
    context.signal.throwIfAborted();
    return {
      ...base,
      state: 'failed',
      durationMs: Date.now() - at.getTime(),
      reason: messageOf(error),
      shown: [],
    };
  }
}

function skipped(name: string, step: Step): StepResult {
  const at = new Date().toISOString();
  return { name, why: step.why ?? null, state: 'skipped', at, durationMs: 0, reason: null, shown: [] };
}
