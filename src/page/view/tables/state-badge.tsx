import type { State } from '../../wire/process-state.ts';

const looks: Record<State, string> = {
  pending: 'plain',
  starting: 'doubt',
  ready: 'good',
  unhealthy: 'bad',
  stopping: 'doubt',
  exited: 'bad',
};

export function StateBadge({ state }: { state: State }) {
  return <span class={`badge ${looks[state]}`}>{state}</span>;
}
