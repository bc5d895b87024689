import type { ActionResult, Session } from '../../control/contract.ts';
import { ActionCommand } from './action-command.ts';

export class Start extends ActionCommand {
  static override description =
    'Starts instances that were stopped or have failed, and waits until they are ready.';
  static override examples = [
    { command: 'distq start messages-service', description: 'Start both messages-services again' },
    { command: 'distq start logging-service-1 logging-service-3', description: 'Name several' },
  ];

  protected override readonly makesReady = true;

  protected act(session: Session, names: string[]): Promise<ActionResult[]> {
    return session.start(names);
  }
}
