import type { PageRun } from '../../wire/page-run.ts';
import { NextButton } from './next-button.tsx';
import { currentStep, lastShownStep, stepShapes, stepStateText } from './run-words.ts';
import { ShownParts } from './shown-parts.tsx';

/** Of a run in progress: the step that waits or runs, and what the last one showed. */
export function RunStage({ run }: { run: PageRun }) {
  const index = currentStep(run);
  const step = run.steps[index];
  const activity = run.isStopping ? 'being stopped: puts back what it changed' : run.activity;
  return (
    <div class="run-stage">
      {step === undefined ? (
        <p class="run-activity">
          <span aria-hidden="true">▶</span> {activity ?? 'the next step begins'}…
        </p>
      ) : (
        <div class={`run-now ${step.state}`}>
          <p class="run-kicker">
            <span aria-hidden="true">{stepShapes[step.state]}</span> Step {index + 1} of {run.steps.length}
            <span class="quiet"> {run.isStopping ? 'being stopped' : stepStateText(step)}</span>
          </p>
          <h3>{step.title}</h3>
          {step.why !== null && <p class="run-why">{step.why}</p>}
        </div>
      )}
      {run.isStepwise && (
        <NextButton
          waiting={step?.state === 'waiting' && !run.isStopping ? index : undefined}
          reason={step === undefined || run.isStopping ? 'No step waits.' : `Step ${index + 1} runs.`}
        />
      )}
      <LastShown run={run} />
    </div>
  );
}

function LastShown({ run }: { run: PageRun }) {
  const index = lastShownStep(run);
  const step = run.steps[index];
  if (step === undefined) return null;
  const title = `Step ${index + 1} showed: ${step.title}`;
  return (
    <div class="run-last">
      <h4>{title}</h4>
      {step.reason !== null && <p class="failure">{step.reason}</p>}
      <ShownParts shown={step.shown} label={title} />
    </div>
  );
}
