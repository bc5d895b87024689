import type { RunHooks } from '../../scenario/run/run-steps.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderStepResult, renderStepTitle } from '../views/run-view.ts';
import { waitForEnter } from './wait-for-enter.ts';

/** Prints progress that is not a step. */
export function progress(text: string): void {
  process.stderr.write(coloursFor('stderr').dim(`  ${text}\n`));
}

/** Prints the steps as they happen. With --json only the document goes to standard output. */
export function storyHooks(
  { json, pause }: { json: boolean; pause: boolean },
  interrupted: AbortSignal,
): RunHooks {
  if (json) return {};
  const colours = coloursFor('stdout');
  return {
    onStep: async (step) => {
      process.stdout.write(renderStepTitle(step, colours));
      if (pause) await waitForEnter(interrupted);
    },
    onStepDone: (result) => {
      process.stdout.write(renderStepResult(result, colours));
    },
    onAfterSteps: () => {
      progress('collecting evidence');
    },
  };
}
