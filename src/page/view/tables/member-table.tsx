import { memo } from 'preact/compat';
import type { MemberView, SystemView } from '../../wire/page-state.ts';

const titles = ['Member', 'Partitions', 'Queue items', 'as backup', 'Map entries', 'as backup'] as const;

/**
 * What each member owns and backs up, and whether everything has its backup. The roles are told since narrow screens
 * show it as cards.
 */
export const MemberTable = memo(({ system: { members, queue, safe } }: { system: SystemView }) => {
  if (members.length === 0) return null;
  return (
    <section class="area-members" aria-labelledby="members-title">
      <h2 id="members-title">Members</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of members">
        <table id="members" class="as-cards" role="table" aria-labelledby="members-title">
          <thead role="rowgroup">
            <tr role="row">
              {titles.map((title, index) => (
                <th key={index} scope="col" role="columnheader" class={index > 0 ? 'number' : ''}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {members.map((member) => (
              <Row key={member.name} member={member} queueName={queue.name} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="safety">
        <SafetyBadge safe={safe} />
      </p>
    </section>
  );
});

function Row({ member, queueName }: { member: MemberView; queueName: string }) {
  const { name, address, partitions, queue, map, ownsQueue, isolated } = member;
  return (
    <tr role="row" class={ownsQueue ? 'owner' : undefined}>
      <th scope="row" role="rowheader">
        {name} {ownsQueue && <span class="badge good">★ owns {queueName}</span>}{' '}
        {isolated && <span class="badge doubt">cut off</span>}
        <span class="address">{address}</span>
      </th>
      <Cell title="Partitions" value={partitions} />
      <Cell title="Queue items" value={queue?.owned} />
      <Cell title="as backup" value={queue?.backup} />
      <Cell title="Map entries" value={map?.owned} />
      <Cell title="as backup" value={map?.backup} />
    </tr>
  );
}

function Cell({ title, value }: { title: string; value: number | null | undefined }) {
  return (
    <td class="number" role="cell" data-title={title}>
      {value ?? '–'}
    </td>
  );
}

function SafetyBadge({ safe }: { safe: boolean | null }) {
  if (safe === null) return <span class="badge plain">unknown whether every partition has its backups</span>;
  return safe ? (
    <span class="badge good">✓ safe: every partition has its backups</span>
  ) : (
    <span class="badge bad">✕ not safe: a partition lacks a backup</span>
  );
}
