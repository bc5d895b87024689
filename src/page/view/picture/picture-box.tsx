import type { State } from '../../wire/process-state.ts';
import { boxHeight, type MemberRole, type PictureBox } from './picture-parts.ts';

/** States are told by shape and word too, not by colour alone. */
const shapes: Record<State, string> = {
  pending: '○',
  starting: '◐',
  ready: '●',
  unhealthy: '✕',
  stopping: '◑',
  exited: '✕',
};
const roleTexts: Record<MemberRole, string> = { owner: '★ owner', backup: '☆ backup', member: '' };
/** Of the title's letters, roughly. */
const letterPx = 6.9;
const padding = 9;

export function PictureBoxView({
  box: { x, y, width, title, process, role = 'member' },
}: {
  box: PictureBox;
}) {
  const most = Math.floor((width - 2 * padding) / letterPx);
  // The end tells instances apart.
  const shown = title.length > most ? `${title.slice(0, most - 3)}…${title.slice(-2)}` : title;
  const isStore = process === undefined;
  return (
    <g
      class={`box ${process?.state ?? (title === 'client' ? 'client' : 'store')} ${role}`}
      data-owner={role === 'owner' || undefined}
    >
      <title>{title}</title>
      <rect x={x} y={y} width={width} height={boxHeight} rx={isStore ? 21 : 7} />
      <text
        class={isStore ? 'title middle' : 'title'}
        x={isStore ? x + width / 2 : x + padding}
        y={isStore ? y + 26 : y + 17}
      >
        {shown}
      </text>
      {process !== undefined && (
        <text class="detail" x={x + padding} y={y + 33}>
          <tspan class="shape">{shapes[process.state]}</tspan> {process.state}
          {role !== 'member' && <tspan class={role}> {roleTexts[role]}</tspan>}
        </text>
      )}
    </g>
  );
}
