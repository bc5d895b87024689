import { useState } from 'preact/hooks';
import type { PageActions } from './page-actions.ts';

/** What came of actions, and the command that does the same as the last one. */
export function CommandBar({ actions }: { actions: PageActions }) {
  const { command, outcome, failures } = actions.view;
  return (
    <aside class="command-bar" aria-label="Commands and outcomes" hidden={command === undefined}>
      <div role="alert">
        {failures.map(({ number, command: failed, why }) => (
          <p key={number} class="failed">
            <span>
              <b>Failed:</b> <code>{failed}</code>: {why}
            </span>
            <button
              type="button"
              aria-label={`Dismiss the failure of ${failed}`}
              onClick={() => {
                actions.dismiss(number);
              }}
            >
              Dismiss
            </button>
          </p>
        ))}
      </div>
      {command !== undefined && (
        <p class="same">
          <span class="quiet">The same in a terminal:</span> <code>{command}</code>{' '}
          <CopyButton text={command} />
          <span role="status" class="outcome">
            {outcome}
          </span>
        </p>
      )}
    </aside>
  );
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState('');
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text).then(
      () => {
        setCopied(text);
      },
      () => undefined,
    );
  }
  return (
    <button type="button" aria-label={`Copy the command ${text}`} onClick={() => void copy()}>
      {copied === text ? 'Copied' : 'Copy'}
    </button>
  );
}
