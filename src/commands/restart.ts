import type { ActionResult, Session } from '../control/contract.ts';
import { ActionCommand } from './action-command.ts';

export class Restart extends ActionCommand {
  static override description =
    'Stops instances in good order, starts them again and waits until they are ready.';
  static override examples = [
    { command: 'distq restart logging-service-2', description: 'Restart one instance' },
    { command: 'distq restart logging-service-1 logging-service-3', description: 'Name several' },
  ];

  protected act(session: Session, names: string[]): Promise<ActionResult[]> {
    return session.restart(names);
  }
}
