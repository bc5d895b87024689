import type { ActionResult, Session } from '../../control/contract.ts';
import { withActionProgress } from '../../terminal/action-progress.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderActions } from '../views/action-view.ts';
import { namesArgument } from '../frame/arguments.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import type { ActionDocument } from '../frame/documents.ts';
import { warnOfSurvivors } from '../frame/warn-of-survivors.ts';
import { BaseCommand } from '../frame/base.ts';
import { warnOfUnready } from '../frame/warn-of-unready.ts';

/** The common part of start and stop: takes names and prints the state of each. */
export abstract class ActionCommand extends BaseCommand {
  static override args = { names: namesArgument };

  /** true: the instances must be ready afterwards; false: they must have ended. */
  protected readonly makesReady: boolean = false;

  protected abstract act(session: Session, names: string[]): Promise<ActionResult[]>;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ActionCommand);
    const names = [args.names].flat();
    const title = `${this.makesReady ? 'starting' : 'stopping'} ${names.join(' ')}`;
    const instances = await this.withSession(flags.session, (session) =>
      withActionProgress(session, { title, json: flags.json }, () => this.act(session, names)),
    );
    this.print<ActionDocument>(flags.json, { instances }, () =>
      renderActions(instances, coloursFor('stdout')),
    );
    if (this.makesReady) warnOfUnready(instances);
    else warnOfSurvivors(instances, ExitCode.notReady);
  }
}
