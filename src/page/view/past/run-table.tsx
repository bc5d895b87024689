import type { PastRun } from '../../wire/past-run.ts';
import { duration } from '../../../report/quantities.ts';
import { verdictLooks } from '../tables/verdict-looks.ts';

/** Past runs, newest first. The roles are told since narrow screens show it as cards. */
export function RunTable({ runs }: { runs: readonly PastRun[] }) {
  if (runs.length === 0)
    return (
      <p>
        There is none yet. <code>distq scenario run demo</code> makes one: it starts a lab of its own, kills
        the owner of the queue, and proves what became of each message.
      </p>
    );
  return (
    <table id="runs" class="as-cards" role="table" aria-labelledby="past-title">
      <thead role="rowgroup">
        <tr role="row">
          {['Scenario', 'Verdict', 'Started', 'Duration', 'Report'].map((title) => (
            <th key={title} scope="col" role="columnheader" class={title === 'Duration' ? 'number' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {runs.map((run) => (
          <Row key={run.report} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ run: { scenario, verdict, startedAt, durationMs, report } }: { run: PastRun }) {
  const { look, sign } = verdictLooks[verdict];
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {scenario}
      </th>
      <td role="cell">
        <span class={`badge ${look}`}>
          <span aria-hidden="true">{sign}</span> {verdict}
        </span>
      </td>
      <td role="cell">
        {startedAt === null ? (
          '–'
        ) : (
          <time dateTime={startedAt}>{new Date(startedAt).toLocaleString('en-GB')}</time>
        )}
      </td>
      <td role="cell" class="number">
        {duration(durationMs)}
      </td>
      <td role="cell">
        <a href={report} target="_blank" rel="noopener">
          Report<span class="unseen"> of {scenario}, in a new tab</span>
        </a>
      </td>
    </tr>
  );
}
