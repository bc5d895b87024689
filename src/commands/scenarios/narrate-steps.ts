import type { RunHooks } from '../../scenario/run/run-scenario.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderStepResult, renderStepTitle } from '../views/run-view.ts';
import { waitForEnter } from './wait-for-enter.ts';

/** Tells what goes on beside the story. */
export function progress(text: string): void {
  process.stderr.write(coloursFor('stderr').dim(`  ${text}\n`));
}

/** Tell the story as it happens; with --json nothing but the document goes to standard output. */
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
      progress('gathering the evidence');
    },
  };
}
