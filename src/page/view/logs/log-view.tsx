import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageLine } from '../../wire/page-state.ts';
import { LogFilters } from './log-filters.tsx';
import { LogRow } from './log-row.tsx';
import { RowSlots } from './row-slots.ts';
import { mostShown, selectLines, type LineFilter } from './select-lines.ts';

interface LogViewProps {
  lines: readonly PageLine[];
  /** Names of those that may write logs. */
  processes: readonly string[];
}

/** This near to the end, it follows the newest lines. */
const nearEndPx = 24;

/** The newest log lines that match; it stays at the end unless the user scrolled up. */
export function LogView({ lines, processes }: LogViewProps) {
  const [filter, setFilter] = useState<LineFilter>({ text: '', process: '', level: '' });
  /** Number of the last line that is shown; null: it follows. */
  const [until, setUntil] = useState<number | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { shown, hasOlder } = selectLines(lines, filter, until ?? Infinity);
  const slots = useRef(new RowSlots()).current.assign(shown.map(({ number }) => number));
  const newest = lines.at(-1)?.number ?? 0;
  const last = shown.at(-1)?.number;

  useEffect(() => {
    const { current } = place;
    if (until === null && current !== null) current.scrollTop = current.scrollHeight;
  }, [last, until, filter]);

  function onScroll(): void {
    const { current } = place;
    if (current === null) return;
    const isAtEnd = current.scrollHeight - current.scrollTop - current.clientHeight < nearEndPx;
    if (!isAtEnd && until === null) setUntil(last ?? newest);
    // Not while it shows older ones: their end is not the end.
    else if (isAtEnd && until !== null && until >= newest) setUntil(null);
  }

  return (
    <section class="area-logs" aria-labelledby="logs-title">
      <h2 id="logs-title">Logs</h2>
      <LogFilters
        filter={filter}
        processes={processes}
        onChange={(changed) => {
          setFilter(changed);
          setUntil(null);
        }}
      />
      <div
        id="logs"
        class="log"
        tabIndex={0}
        role="region"
        aria-label="Log lines"
        ref={place}
        onScroll={onScroll}
      >
        {hasOlder && (
          <button
            type="button"
            class="link"
            onClick={() => {
              setUntil(shown[Math.floor(mostShown / 2)]?.number ?? null);
            }}
          >
            Older lines
          </button>
        )}
        {shown.map((line, index) => (
          <LogRow key={slots[index]} line={line} />
        ))}
        {shown.length === 0 && <p class="quiet">No line matches.</p>}
      </div>
      <p class="log-end">
        <span class="quiet">
          {shown.length} of {lines.length} lines
        </span>
        <button
          type="button"
          hidden={until === null}
          onClick={() => {
            setUntil(null);
          }}
        >
          To the newest{until !== null && newest > until ? ` (${newest - until} more)` : ''}
        </button>
      </p>
    </section>
  );
}
