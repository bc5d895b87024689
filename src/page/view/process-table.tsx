import type { ProcessView, SystemView } from '../wire/page-state.ts';
import type { ProcessAction } from '../wire/plan-action.ts';
import { ActionButton } from './action-button.tsx';
import { StateBadge } from './state-badge.tsx';

/** Every process, and what can be done to it. */
export function ProcessTable({ system }: { system: SystemView }) {
  return (
    <section aria-labelledby="processes-title">
      <h2 id="processes-title">Processes</h2>
      <div class="scroll">
        <table id="processes">
          <thead>
            <tr>
              <th>Name</th>
              <th>State</th>
              <th class="number">Pid</th>
              <th class="number">Port</th>
              <th class="number">Memory</th>
              <th class="number">Restarts</th>
              <th>Actions</th>
            </tr>
          </thead>
          <tbody>
            {system.processes.map((process) => (
              <Row key={process.name} process={process} system={system} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ process, system }: { process: ProcessView; system: SystemView }) {
  const { name, state, pid, port, memoryBytes, restarts } = process;
  return (
    <tr data-process={name} data-member={process.isMember || undefined}>
      <th scope="row">{name}</th>
      <td>
        <StateBadge state={state} />
      </td>
      <td class="number">{pid ?? '–'}</td>
      <td class="number">{port ?? '–'}</td>
      <td class="number">{memoryBytes === null ? '–' : `${Math.round(memoryBytes / 1024 / 1024)} MiB`}</td>
      <td class="number">{restarts ?? '–'}</td>
      <td class="buttons">
        {actionsFor(process).map((action) => (
          <ActionButton
            key={action}
            action={{ action, name }}
            session={system.session}
            heldBy={system.heldBy}
            label={action}
            on={name}
          />
        ))}
      </td>
    </tr>
  );
}

function actionsFor({ pid }: ProcessView): ProcessAction[] {
  return pid === null ? ['start'] : ['stop', 'restart', 'kill', 'freeze', 'thaw'];
}
