import { memo } from 'preact/compat';
import type { PageLine } from '../../wire/page-state.ts';
import { parseLine } from './parse-line.ts';

/** A log line; the fields that a JSON line has besides its message are behind a toggle. */
export const LogRow = memo(({ line: { name, line } }: { line: PageLine }) => {
  const { time, level, message, rest } = parseLine(line);
  const content = (
    <>
      <span class="log-time">{time ?? ''}</span> <span class={`level ${level ?? ''}`}>{level ?? ''}</span>{' '}
      <span class="log-name">{name}</span> <span class="log-text">{message}</span>
    </>
  );
  if (rest === undefined) return <div class="log-row">{content}</div>;
  return (
    <details class="log-row">
      <summary>{content}</summary>
      <pre>{rest}</pre>
    </details>
  );
});
