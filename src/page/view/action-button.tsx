import { useState } from 'preact/hooks';
import { commandOf, planAction, type PageAction } from '../wire/plan-action.ts';
import { act } from './act.ts';

interface ActionButtonProps {
  action: PageAction;
  session: string;
  /** Why it is refused now; null: it is not. */
  heldBy: string | null;
  label: string;
  /** What it acts on, for screen readers, where the label does not say it. */
  on?: string;
}

type Progress = { step: 'idle' | 'asking' | 'acting' } | { step: 'failed'; why: string };

/** A button for an action, with the command that does the same; a destructive action is asked for once more. */
export function ActionButton({ action, session, heldBy, label, on }: ActionButtonProps) {
  const [progress, setProgress] = useState<Progress>({ step: 'idle' });
  const { destructive } = planAction(action);

  async function begin(): Promise<void> {
    setProgress({ step: 'acting' });
    const { ok, text } = await act(action);
    setProgress(ok ? { step: 'idle' } : { step: 'failed', why: text });
  }

  function onClick(): void {
    if (destructive && progress.step !== 'asking') setProgress({ step: 'asking' });
    else void begin();
  }

  const isAsking = progress.step === 'asking';
  return (
    <span class="action">
      <button
        type="button"
        class={isAsking ? 'sure' : undefined}
        disabled={heldBy !== null || progress.step === 'acting'}
        title={heldBy ?? commandOf(action, session)}
        aria-label={on === undefined ? undefined : `${label} ${on}${isAsking ? '?' : ''}`}
        onClick={onClick}
        onBlur={() => {
          if (isAsking) setProgress({ step: 'idle' });
        }}
      >
        {isAsking ? `${label}?` : label}
      </button>
      {progress.step === 'failed' && (
        <span class="reason" role="alert">
          {progress.why}
        </span>
      )}
    </span>
  );
}
