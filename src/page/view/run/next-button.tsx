import { useContext, useEffect, useRef } from 'preact/hooks';
import { ActionButton } from '../actions/action-button.tsx';
import { ActionsContext } from '../actions/actions-context.ts';

interface NextButtonProps {
  /** The step that waits, counted from 0; undefined: none does. */
  waiting: number | undefined;
  /** Why there is nothing to begin, while none waits. */
  reason: string;
}

/** What presenters send, besides Enter and the space bar. */
const keys = new Set(['ArrowRight', 'PageDown']);

/** Begins the step that waits. It stays while a step runs, so that the focus stays too. */
export function NextButton({ waiting, reason }: NextButtonProps) {
  const context = useContext(ActionsContext);
  const place = useRef<HTMLSpanElement>(null);
  const button = () => place.current?.querySelector('button');
  useEffect(() => {
    // The focus of somebody who uses another part of the page stays there.
    if (waiting !== undefined && document.activeElement === document.body) button()?.focus();
  }, [waiting]);
  if (context === null) return null;
  const refusal = context.refusal ?? (waiting === undefined ? reason : null);
  return (
    <ActionsContext.Provider value={{ ...context, refusal }}>
      <span
        ref={place}
        class="run-next"
        onKeyDown={(event) => {
          if (!keys.has(event.key)) return;
          event.preventDefault();
          button()?.click();
        }}
      >
        <ActionButton action={{ action: 'next', step: waiting ?? 0 }} label="Next" />
      </span>
    </ActionsContext.Provider>
  );
}
