import { Flags } from '@oclif/core';
import { linkEnds } from '../../protocol/links.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { BaseCommand } from '../frame/base.ts';
import type { LinksDocument } from '../frame/documents.ts';
import { membersArgument } from '../frame/members-argument.ts';
import { renderLinks } from '../views/links-view.ts';

const mostMs = 60_000;

export class Slow extends BaseCommand {
  static override description =
    'Slows down what passes between members and all other members, in both directions, until `distq heal`. Only in a session that was started with `distq up --links members` (or `all`). Members in containers can only be slowed down for clients. Default: the member that owns the queue.';
  static override examples = [
    {
      command: 'distq slow --latency 50',
      description: 'Delay the links of the owner of the queue by 50 ms',
    },
    {
      command: 'distq slow hazelcast-node2 --latency 20 --jitter 10 --bandwidth 100000',
      description: 'Limit the bandwidth, too',
    },
  ];
  static override args = { members: membersArgument('the member that owns the queue') };
  static override flags = {
    from: Flags.option({
      description: 'the other end: the other members, clients (services are clients), or all',
      options: linkEnds,
      default: 'members' as const,
    })(),
    latency: Flags.integer({
      description: 'delay in milliseconds',
      helpValue: 'MS',
      required: true,
      min: 0,
      max: mostMs,
    }),
    jitter: Flags.integer({
      description: 'additional random delay up to this, in milliseconds',
      helpValue: 'MS',
      min: 0,
      max: mostMs,
    }),
    bandwidth: Flags.integer({
      description: 'bytes per second in each direction [default: unlimited]',
      helpValue: 'BYTES',
      min: 1_000,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Slow);
    const slowdown = {
      from: flags.from,
      latencyMs: flags.latency,
      ...(flags.jitter === undefined ? {} : { jitterMs: flags.jitter }),
      ...(flags.bandwidth === undefined ? {} : { bytesPerSecond: flags.bandwidth }),
    };
    const result = await this.withSession(flags.session, (session) =>
      session.slow([args.members ?? []].flat(), slowdown),
    );
    this.print<LinksDocument>(
      flags.json,
      result,
      () =>
        `the links of ${result.members.join(', ')} are slow\n${renderLinks(result.links, coloursFor('stdout'))}`,
    );
  }
}
