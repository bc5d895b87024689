import { Args, Flags } from '@oclif/core';
import type { KillNodeResult } from '../../control/contract.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { KillNodeDocument } from '../frame/documents.ts';
import { warnOfSurvivors } from '../frame/warn-of-survivors.ts';

const signals = ['SIGKILL', 'SIGTERM'] as const;

export class KillNode extends BaseCommand {
  static override description =
    'Kills a Hazelcast member and prints the owner of the queue before and after. Default: the current owner of the queue.';
  static override examples = [
    { command: 'distq kill-node', description: 'Kill the owner of the queue' },
    {
      command: 'distq kill-node hazelcast-node2 --signal SIGTERM',
      description: 'Send SIGTERM to a specific member',
    },
  ];
  static override args = {
    member: Args.string({
      name: 'MEMBER',
      description: 'name of the member',
      ...completes('member'),
      ignoreStdin: true,
    }),
  };
  static override flags = {
    signal: Flags.option({
      char: 's',
      description: 'the signal to send',
      options: signals,
      default: 'SIGKILL',
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(KillNode);
    const killed = await this.withSession(flags.session, (session) =>
      session.killNode(args.member, flags.signal),
    );
    if (!killed.clusterSafe)
      process.stderr.write(
        'warning: the cluster was not safe when the member was killed; data without a backup may be lost\n',
      );
    this.print<KillNodeDocument>(flags.json, killed, () => renderKilledNode(killed));
    warnOfSurvivors([killed], ExitCode.checkFailed);
    if (!killed.hit) process.exitCode = ExitCode.checkFailed;
  }
}

function renderKilledNode({
  name,
  signal,
  pid,
  hit,
  survivors = [],
  ownerBefore,
  ownerAfter,
}: KillNodeResult): string {
  const ownership =
    ownerBefore === null
      ? ''
      : ownerBefore === name
        ? ', which owned the queue'
        : `; ${ownerBefore} owned the queue`;
  return [
    hit || survivors.length > 0
      ? `${name} (pid ${pid}) is gone: ${signal}${ownership}\n`
      : `${name} (pid ${pid}) did not exit on ${signal}${ownership}\n`,
    ownerAfter === null
      ? 'no owner of the queue was found afterwards\n'
      : `${ownerAfter} owns the queue now\n`,
  ].join('');
}
