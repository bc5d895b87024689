import { Flags } from '@oclif/core';
import { cutWays, linkEnds, newConnectionsNames } from '../../protocol/links.ts';
import { BaseCommand } from '../frame/base.ts';
import type { LinksDocument } from '../frame/documents.ts';
import { completes } from '../frame/completes.ts';
import { membersArgument } from '../frame/members-argument.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderLinks } from '../views/links-view.ts';

const endsInWords = {
  members: 'the other members',
  clients: 'clients',
  all: 'the other members and clients',
} as const;

export class Isolate extends BaseCommand {
  static override description =
    'Cuts members off from all other members; several stay connected to each other. With --from clients or all, clients no longer reach them either. What is sent on open connections waits, and is delivered after `distq heal`. Only in a session that was started with `distq up --links members` (or `all`). Members in containers are cut off from each other one at a time, in both directions. Default: the member that owns the queue.';
  static override examples = [
    { command: 'distq isolate', description: 'Cut off the owner of the queue' },
    {
      command: 'distq isolate hazelcast-node2 --way out',
      description: 'What this member sends does not arrive',
    },
    {
      command: 'distq isolate --with facade-service-1',
      description: 'Split the lab: the owner and the facade on one side, all others on the other',
    },
  ];
  static override args = { members: membersArgument('the member that owns the queue') };
  static override flags = {
    from: Flags.option({
      description: 'the other end: the other members, clients (services are clients), or all',
      options: linkEnds,
      default: 'members' as const,
    })(),
    way: Flags.option({
      description: 'which direction is cut, as seen from the member',
      options: cutWays,
      default: 'both' as const,
    })(),
    with: Flags.string({
      description:
        'a service instance that stays on the side of the member: it reaches no other, and all other services do not reach this one; may be repeated',
      helpValue: 'INSTANCE',
      multiple: true,
      ...completes('part'),
    }),
    'new-connections': Flags.option({
      description:
        'refuse new connections, accept them and stay silent, or do not answer them [default: reset; between members in containers: drop]',
      options: newConnectionsNames,
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Isolate);
    const { from, way, with: joined = [], 'new-connections': newConnections } = flags;
    const cut = { from, way, newConnections, with: joined };
    const result = await this.withSession(flags.session, (session) =>
      session.isolate([args.members ?? []].flat(), cut),
    );
    this.print<LinksDocument>(
      flags.json,
      result,
      () =>
        `${result.members.join(', ')} cut off from ${endsInWords[from]}; the heartbeats notice it within seconds\n${renderLinks(result.links, coloursFor('stdout'))}`,
    );
  }
}
