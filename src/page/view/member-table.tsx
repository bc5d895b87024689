import type { MemberView, SystemView } from '../wire/page-state.ts';

/** What each member owns and backs up. */
export function MemberTable({ system: { members, queue } }: { system: SystemView }) {
  if (members.length === 0) return null;
  return (
    <section aria-labelledby="members-title">
      <h2 id="members-title">Members</h2>
      <div class="scroll">
        <table id="members">
          <thead>
            <tr>
              <th>Member</th>
              <th>Address</th>
              <th class="number">Queue owned</th>
              <th class="number">Backup</th>
              <th class="number">Map owned</th>
              <th class="number">Backup</th>
              <th />
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

function Row({
  member: { name, address, queue, map, ownsQueue },
  queueName,
}: {
  member: MemberView;
  queueName: string;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{address}</td>
      <td class="number">{queue?.owned ?? '–'}</td>
      <td class="number">{queue?.backup ?? '–'}</td>
      <td class="number">{map?.owned ?? '–'}</td>
      <td class="number">{map?.backup ?? '–'}</td>
      <td>{ownsQueue && <span class="badge good">owns {queueName}</span>}</td>
    </tr>
  );
}
