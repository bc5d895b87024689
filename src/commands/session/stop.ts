import type { ActionResult, Session } from '../../control/contract.ts';
import { ActionCommand } from './action-command.ts';

export class Stop extends ActionCommand {
  static override description =
    'Stops instances with SIGTERM, so that they finish what is under way, and with SIGKILL where that takes too long. They stay stopped. What an instance has left running outside its process group is named (exit 5).';
  static override examples = [
    { command: 'distq stop messages-service', description: 'Let messages stay in the queue' },
    { command: 'distq stop logging-service-1 logging-service-3', description: 'Name several' },
  ];

  protected act(session: Session, names: string[]): Promise<ActionResult[]> {
    return session.stop(names);
  }
}
