import type { ChalkInstance } from 'chalk';
import type { ActionResult } from '../../control/contract.ts';
import { renderTable } from '../../terminal/table.ts';
import { orDash, renderState } from './status-view.ts';

/** The resulting state of each instance of a command. */
export function renderActions(results: readonly ActionResult[], colours: ChalkInstance): string {
  return renderTable(
    [{ title: 'NAME' }, { title: 'STATE' }, { title: 'PID', align: 'right' }],
    results.map(({ name, state, pid }) => [name, renderState(state, colours), orDash(pid)]),
  );
}
