import { useState } from 'preact/hooks';
import type { PageLine } from '../wire/page-state.ts';

/** More are not drawn: the browser would be slow. */
const mostShown = 200;

/** The newest log lines, filtered by a text. */
export function LogView({ lines }: { lines: readonly PageLine[] }) {
  const [wanted, setWanted] = useState('');
  const shown = lines
    .filter(({ name, line }) => wanted === '' || name.includes(wanted) || line.includes(wanted))
    .slice(-mostShown);
  return (
    <section aria-labelledby="logs-title">
      <h2 id="logs-title">Logs</h2>
      <label>
        filter
        <input
          type="search"
          value={wanted}
          onInput={({ currentTarget }) => {
            setWanted(currentTarget.value);
          }}
        />
      </label>
      <div id="logs" class="log" tabIndex={0} role="region" aria-labelledby="logs-title">
        {shown.map(({ number, name, line }) => (
          <div key={number}>
            <span class="quiet">{name}</span> {line}
          </div>
        ))}
      </div>
    </section>
  );
}
