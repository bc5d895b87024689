import { useContext, useEffect, useState } from 'preact/hooks';
import { commandOf, planAction, type PageAction } from '../../wire/plan-action.ts';
import { ActionsContext } from './actions-context.ts';

interface ActionButtonProps {
  action: PageAction;
  label: string;
  /** What it acts on, for screen readers, where the label does not say it. */
  on?: string;
}

/** A question that is not answered until then is dropped, so that a later click does not do harm. */
const askForMs = 6_000;

/** A button for an action; a destructive one asks once more. */
export function ActionButton({ action, label, on }: ActionButtonProps) {
  const context = useContext(ActionsContext);
  const [step, setStep] = useState<'idle' | 'asking' | 'acting'>('idle');
  const isAsking = step === 'asking';
  useEffect(() => {
    if (!isAsking) return undefined;
    const timer = setTimeout(() => {
      setStep('idle');
    }, askForMs);
    return () => {
      clearTimeout(timer);
    };
  }, [isAsking]);
  if (context === null) return null;
  const { actions, session, refusal } = context;
  const isOff = refusal !== null || step === 'acting';

  async function onClick(): Promise<void> {
    if (isOff) return;
    if (planAction(action).destructive && !isAsking) {
      actions.choose(action, session);
      setStep('asking');
      return;
    }
    setStep('acting');
    await actions.perform(action, session);
    setStep('idle');
  }

  function cancel(): void {
    if (isAsking) setStep('idle');
  }

  return (
    <button
      type="button"
      class={isAsking ? 'sure' : undefined}
      // Not `disabled`: the keyboard could not reach it, and nobody could learn why.
      aria-disabled={isOff}
      aria-describedby={refusal === null ? undefined : 'refusal'}
      title={refusal ?? commandOf(action, session)}
      aria-label={on === undefined ? undefined : `${label}${isAsking ? '?' : ''} ${on}`}
      onClick={() => void onClick()}
      onBlur={cancel}
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel();
      }}
    >
      {isAsking ? `${label}?` : label}
    </button>
  );
}
