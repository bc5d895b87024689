import { memo } from 'preact/compat';
import type { ProcessView, SystemView } from '../../wire/page-state.ts';
import type { ProcessAction } from '../../wire/plan-action.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { StateBadge } from './state-badge.tsx';

const bytesPerMiB = 1024 * 1024;

/** Every process, and what can be done to it. The roles are told since narrow screens show it as cards. */
export const ProcessTable = memo(({ system }: { system: SystemView }) => {
  return (
    <section class="area-processes" aria-labelledby="processes-title">
      <h2 id="processes-title">Processes</h2>
      <table id="processes" class="as-cards" role="table" aria-labelledby="processes-title">
        <thead role="rowgroup">
          <tr role="row">
            {['Name', 'State', 'Pid', 'Port', 'Memory', 'Restarts', 'Actions'].map((title, index) => (
              <th key={title} scope="col" role="columnheader" class={index > 1 && index < 6 ? 'number' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {system.processes.map((process) => (
            <Row key={process.name} process={process} />
          ))}
        </tbody>
      </table>
    </section>
  );
});

function Row({ process }: { process: ProcessView }) {
  const { name, isMember, state, frozen, pid, port, memoryBytes, restarts } = process;
  return (
    <tr role="row" data-process={name} data-member={isMember || undefined}>
      <th scope="row" role="rowheader">
        {name}
      </th>
      <td role="cell">
        <StateBadge state={state} /> {frozen && <span class="badge doubt">frozen</span>}
      </td>
      <Number title="Pid" value={pid} />
      <Number title="Port" value={port} />
      <Number
        title="Memory"
        value={memoryBytes === null ? null : `${Math.round(memoryBytes / bytesPerMiB)} MiB`}
      />
      <Number title="Restarts" value={restarts} />
      <td class="buttons" role="cell">
        {actionsFor(process).map((action) => (
          <ActionButton key={action} action={{ action, name }} label={action} on={name} />
        ))}
      </td>
    </tr>
  );
}

function Number({ title, value }: { title: string; value: number | string | null }) {
  return (
    <td class="number" role="cell" data-title={title}>
      {value ?? '–'}
    </td>
  );
}

function actionsFor({ pid, frozen }: ProcessView): ProcessAction[] {
  return pid === null ? ['start'] : ['stop', 'restart', 'kill', frozen ? 'thaw' : 'freeze'];
}
