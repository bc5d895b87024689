import type { PageStep } from '../../wire/page-run.ts';
import { stepShapes, stepStateText } from './run-words.ts';
import { ShownParts } from './shown-parts.tsx';

/** All steps of a run, with what each showed. */
export function StepList({ steps }: { steps: readonly PageStep[] }) {
  return (
    <ol class="run-steps" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={index}
          class={step.state}
          aria-current={step.state === 'waiting' || step.state === 'running' ? 'step' : undefined}
        >
          <span class="run-shape" aria-hidden="true">
            {stepShapes[step.state]}
          </span>
          <span class="run-step-title">
            {index + 1}. {step.title}
          </span>
          {step.shown.length === 0 && step.reason === null ? (
            <p class="quiet">{stepStateText(step)}</p>
          ) : (
            <details>
              <summary>{stepStateText(step)}: what it showed</summary>
              {step.reason !== null && <p class="failure">{step.reason}</p>}
              <ShownParts shown={step.shown} label={step.title} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
