import type { ActionResult, Session } from '../control/contract.ts';
import { coloursFor } from '../terminal/colours.ts';
import { renderActions } from './action-view.ts';
import { namesArgument } from './arguments.ts';
import { BaseCommand } from './base.ts';

/** What start, stop and restart share: names in, the state of each out. */
export abstract class ActionCommand extends BaseCommand {
  static override args = { names: namesArgument };

  protected abstract act(session: Session, names: string[]): Promise<ActionResult[]>;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ActionCommand);
    const instances = await this.withSession(flags.session, (session) =>
      this.act(session, [args.names].flat()),
    );
    this.print(flags.json, { instances }, () => renderActions(instances, coloursFor('stdout')));
  }
}
