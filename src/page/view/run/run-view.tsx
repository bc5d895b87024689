import { useRef } from 'preact/hooks';
import type { PageRun } from '../../wire/page-run.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { act } from '../actions/act.ts';
import { OutcomeView } from './run-outcome.tsx';
import { RunStage } from './run-stage.tsx';
import { announcement } from './run-words.ts';
import { StepList } from './step-list.tsx';

/** One run of the page, in progress or ended. */
export function RunView({ run }: { run: PageRun }) {
  const { scenario, title, place, command, steps, outcome, isStepwise, isStopping } = run;
  const wasInProgress = useRef(false);
  if (outcome === null) wasInProgress.current = true;
  return (
    <div class={`run-view${isStepwise ? ' for-a-room' : ''}`}>
      <div class="run-head">
        <h2 id="run-title">
          Run: {scenario}
          {title !== '' && <span class="quiet"> {title}</span>}
        </h2>
        <p class="quiet">
          {place === 'here' ? 'on this lab' : 'on a lab of its own'} · <code>{command}</code>
        </p>
        {outcome === null ? (
          !isStopping && <ActionButton action={{ action: 'stop-run' }} label="Stop the run" />
        ) : (
          <button type="button" onClick={() => void act({ action: 'dismiss-run' })}>
            Dismiss
          </button>
        )}
      </div>
      <p class="unseen" role="status">
        {announcement(run)}
      </p>
      <div class="run-body">
        {outcome === null ? (
          <RunStage run={run} />
        ) : (
          <OutcomeView outcome={outcome} place={place} isNews={wasInProgress.current} />
        )}
        {steps.length > 0 && <StepList steps={steps} />}
      </div>
    </div>
  );
}
