import { Flags } from '@oclif/core';
import { withActionProgress } from '../../terminal/action-progress.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderActions } from '../views/action-view.ts';
import { namesArgument } from '../frame/arguments.ts';
import { BaseCommand } from '../frame/base.ts';
import type { RestartDocument } from '../frame/documents.ts';
import { warnOfUnready } from '../frame/warn-of-unready.ts';

export class Restart extends BaseCommand {
  static override description =
    'Stops instances gracefully, starts them again and waits until they are ready. Members are restarted one at a time, each when the cluster is safe (every partition has its backups).';
  static override examples = [
    { command: 'distq restart logging-service-2', description: 'Restart one instance' },
    { command: 'distq restart logging-service-1 logging-service-3', description: 'Name several' },
    { command: 'distq restart cluster', description: 'Rolling restart of all members, without loss' },
  ];
  static override args = { names: namesArgument };
  static override flags = {
    wait: Flags.boolean({
      default: true,
      allowNo: true,
      description: 'wait until the cluster is safe before each member',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Restart);
    const names = [args.names].flat();
    const shown = { title: `restarting ${names.join(' ')}`, json: flags.json };
    const instances = await this.withSession(flags.session, (session) =>
      withActionProgress(session, shown, () => session.restart(names, { waitUntilSafe: flags.wait })),
    );
    this.print<RestartDocument>(flags.json, { instances }, () =>
      renderActions(instances, coloursFor('stdout')),
    );
    warnOfUnready(instances);
  }
}
