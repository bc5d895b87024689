import { useEffect, useRef } from 'preact/hooks';
import { duration } from '../../../report/quantities.ts';
import type { PageRun, RunOutcome } from '../../wire/page-run.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { outcomeWords } from './run-words.ts';

interface OutcomeViewProps {
  outcome: RunOutcome;
  place: PageRun['place'];
  /** It ended while this page showed it. */
  isNews: boolean;
}

/** How a run ended: its verdict and the account, or why there is none. */
export function OutcomeView({ outcome, place, isNews }: OutcomeViewProps) {
  const { look, sign, word, text } = outcomeWords(outcome, place);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that had the focus is gone.
    if (isNews && document.activeElement === document.body) heading.current?.focus();
  }, [isNews]);
  return (
    <div class={`run-outcome ${look}`}>
      <h3 ref={heading} tabIndex={-1}>
        <span aria-hidden="true">{sign}</span> {word}
      </h3>
      <p class="run-headline">{text}</p>
      {outcome.kind === 'failed' && outcome.hint !== null && (
        <p>
          <b>Remedy:</b> {outcome.hint}
        </p>
      )}
      {outcome.kind === 'verdict' && <VerdictView verdict={outcome} />}
    </div>
  );
}

function VerdictView({ verdict }: { verdict: Extract<RunOutcome, { kind: 'verdict' }> }) {
  const { reasons, account, durationMs, leftDown, folder } = verdict;
  return (
    <>
      <ul class="tiles" aria-label="Account of the messages">
        {account.map(({ name, count, meaning }) => (
          <li key={name} data-account={name} title={meaning}>
            <strong>{count ?? 'unknown'}</strong>
            {name}
          </li>
        ))}
      </ul>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        <li>The run took {duration(durationMs)}.</li>
      </ul>
      <p class="run-line">
        <a href={`/runs/${folder}`} target="_blank" rel="noreferrer">
          Open the report
        </a>{' '}
        {leftDown.map((name) => (
          <span key={name}>
            {name} stays down. <ActionButton action={{ action: 'start', name }} label={`Start ${name}`} />
          </span>
        ))}
      </p>
    </>
  );
}
