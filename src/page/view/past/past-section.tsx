import { useEffect, useState } from 'preact/hooks';
import { readRuns, type RunsAnswer } from './read-runs.ts';
import { RunTable } from './run-table.tsx';

const reportMs = 3_000;

/**
 * The runs of scenarios of this directory, read when the list is opened, and again when a run of this session ended or the page is
 * looked at again.
 * @param heldBy what holds the session; null: nothing
 */
export function PastSection({ heldBy }: { heldBy: string | null }) {
  const [isOpen, setIsOpen] = useState(false);
  const [answer, setAnswer] = useState<RunsAnswer>();

  async function read(): Promise<void> {
    setAnswer(await readRuns());
  }

  useEffect(() => {
    if (!isOpen || heldBy !== null) return undefined;
    const onShown = (): void => {
      if (!document.hidden) void read();
    };
    void read();
    // A run that ended writes its report after it let go of the session.
    const timer = setTimeout(onShown, reportMs);
    document.addEventListener('visibilitychange', onShown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [isOpen, heldBy]);

  return (
    <section class="area-past" aria-labelledby="past-title">
      <h2 id="past-title">Past runs</h2>
      <details
        id="past"
        onToggle={({ currentTarget }) => {
          setIsOpen(currentTarget.open);
        }}
      >
        <summary>Runs of scenarios in this directory</summary>
        {answer === undefined && <p class="quiet">They are being read…</p>}
        {answer !== undefined && 'refusal' in answer && <p class="refusal">{answer.refusal}</p>}
        {answer !== undefined && 'runs' in answer && <RunTable runs={answer.runs} />}
        {answer !== undefined && (
          <button type="button" onClick={() => void read()}>
            Read again
          </button>
        )}
      </details>
    </section>
  );
}
