import { Flags } from '@oclif/core';
import { states } from '../../control/states.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderActions } from '../views/action-view.ts';
import { anyNamesArgument } from '../frame/arguments.ts';
import { BaseCommand } from '../frame/base.ts';
import type { WaitDocument } from '../frame/documents.ts';

export class Wait extends BaseCommand {
  static override summary = 'Wait until instances or members have a state';
  static override description = [
    'Returns as soon as all named parts have the state. After the timeout it exits with 5 and prints the state',
    'of each part that differs. If the session ends first it exits with 3; with --state exited that is success.',
  ].join(' ');
  static override examples = [
    { command: 'distq wait', description: 'Wait until everything is ready' },
    {
      command: 'distq wait messages-service --state ready --timeout 30',
      description: 'Wait up to 30 seconds for every messages-service',
    },
    {
      command: 'distq wait hazelcast-node2 --state exited --json',
      description: 'Wait until a member has exited, for a script',
    },
  ];
  static override args = { names: anyNamesArgument };
  static override flags = {
    state: Flags.option({ options: states, default: 'ready', description: 'the state to wait for' })(),
    timeout: Flags.integer({
      description: 'timeout in seconds',
      helpValue: 'S',
      default: 60,
      min: 1,
      max: 86_400,
    }),
  };
  protected override readonly graceMs = 2000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Wait);
    const { awaitState } = await import('../../control/await-state.ts');
    const startMs = performance.now();
    const instances = await this.withSession(flags.session, (session) =>
      awaitState(session, {
        names: [args.names ?? []].flat(),
        state: flags.state,
        timeoutMs: flags.timeout * 1_000,
        signal: this.interrupted,
      }),
    );
    const waitedMs = Math.round(performance.now() - startMs);
    this.print<WaitDocument>(flags.json, { state: flags.state, waitedMs, instances }, () =>
      renderActions(instances, coloursFor('stdout')),
    );
  }
}
