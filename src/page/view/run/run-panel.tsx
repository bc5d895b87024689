import { useContext, useMemo, useState } from 'preact/hooks';
import type { PageRun } from '../../wire/page-run.ts';
import { ActionsContext } from '../actions/actions-context.ts';
import { RunForm } from './run-form.tsx';
import { RunView } from './run-view.tsx';

interface RunPanelProps {
  run: PageRun | null;
  /** Why nothing may be asked at all, as without a connection; null: it may. A run that holds the lab is no reason. */
  refusal: string | null;
}

/** Runs scenarios, and shows the run that was started last. */
export function RunPanel({ run, refusal }: RunPanelProps) {
  const context = useContext(ActionsContext);
  const own = useMemo(() => context && { ...context, refusal }, [context, refusal]);
  if (context === null) return null;
  return (
    <ActionsContext.Provider value={own}>
      <section class="run-panel" aria-labelledby="run-title">
        {run === null ? <h2 id="run-title">Run</h2> : <RunView run={run} />}
        {(run === null || run.outcome !== null) && (
          <RunChoice label={`Run ${run === null ? 'a' : 'another'} scenario`} heldRefusal={context.refusal} />
        )}
      </section>
    </ActionsContext.Provider>
  );
}

/** Closed at first: only then are the scenarios read. */
function RunChoice({ label, heldRefusal }: { label: string; heldRefusal: string | null }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => {
        setOpen(open);
      }}
    >
      <summary>{label}</summary>
      {isOpen && <RunForm heldRefusal={heldRefusal} />}
    </details>
  );
}
