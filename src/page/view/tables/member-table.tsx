import type { MemberView, SystemView } from '../../wire/page-state.ts';

/** What each member owns and backs up. */
export function MemberTable({ system: { members, queue } }: { system: SystemView }) {
  if (members.length === 0) return null;
  return (
    <section class="area-members" aria-labelledby="members-title">
      <h2 id="members-title">Members</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of members">
        <table id="members">
          <thead>
            <tr>
              {['Member', 'Address', 'Queue items', 'as backup', 'Map entries', 'as backup'].map(
                (title, index) => (
                  <th key={index} scope="col" class={index > 1 ? 'number' : ''}>
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Row key={member.name} member={member} queueName={queue.name} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ member, queueName }: { member: MemberView; queueName: string }) {
  const { name, address, queue, map, ownsQueue, isolated } = member;
  return (
    <tr class={ownsQueue ? 'owner' : undefined}>
      <th scope="row">
        {name} {ownsQueue && <span class="badge good">★ owns {queueName}</span>}{' '}
        {isolated && <span class="badge doubt">cut off</span>}
      </th>
      <td>{address}</td>
      <CountCells counts={queue} />
      <CountCells counts={map} />
    </tr>
  );
}

function CountCells({ counts }: { counts: MemberView['queue'] }) {
  return (
    <>
      <td class="number">{counts?.owned ?? '–'}</td>
      <td class="number">{counts?.backup ?? '–'}</td>
    </>
  );
}
