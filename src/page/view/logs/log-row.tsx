import { memo } from 'preact/compat';
import { useState } from 'preact/hooks';
import type { PageLine } from '../../wire/page-state.ts';
import { parseLine } from './parse-line.ts';

/** A log line; the fields that a JSON line has besides its message are behind a toggle, and made when it is opened. */
export const LogRow = memo(({ line: { number, name, line } }: { line: PageLine }) => {
  /** A row is used again for another line. */
  const [openedFor, setOpenedFor] = useState<number | null>(null);
  const { time = '', level = '', message, rest } = parseLine(line);
  const content = (
    <>
      <span class="log-time">{time}</span> <span class={`level ${level}`}>{level}</span>{' '}
      <span class="log-name">{name}</span> <span class="log-text">{message}</span>
    </>
  );
  if (rest === undefined) return <div class="log-row">{content}</div>;
  const isOpen = openedFor === number;
  return (
    <details
      class="log-row"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpenedFor(currentTarget.open ? number : null);
      }}
    >
      <summary>{content}</summary>
      {isOpen && <pre>{JSON.stringify(rest, null, 2)}</pre>}
    </details>
  );
});
