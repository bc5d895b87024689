import { BaseCommand } from '../frame/base.ts';
import type { LinksDocument } from '../frame/documents.ts';
import { membersArgument } from '../frame/members-argument.ts';

export class Heal extends BaseCommand {
  static override description =
    'Ends what `distq isolate` and `distq slow` did. What waited is delivered; members that had split merge again within seconds.';
  static override examples = [
    { command: 'distq heal', description: 'Heal every link' },
    { command: 'distq heal hazelcast-node2', description: 'Heal the links of one member' },
  ];
  static override args = { members: membersArgument('all') };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Heal);
    const result = await this.withSession(flags.session, (session) =>
      session.heal([args.members ?? []].flat()),
    );
    this.print<LinksDocument>(
      flags.json,
      result,
      () => `the links of ${result.members.join(', ')} are healed\n`,
    );
  }
}
