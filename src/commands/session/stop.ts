import type { ActionResult, Session } from '../../control/contract.ts';
import { ActionCommand } from './action-command.ts';

export class Stop extends ActionCommand {
  static override description =
    'Stops instances gracefully with SIGTERM, and with SIGKILL after a timeout. They stay stopped. Reports processes that an instance left running outside its process group (exit 5).';
  static override examples = [
    {
      command: 'distq stop messages-service',
      description: 'Stop the consumers, so that messages stay in the queue',
    },
    { command: 'distq stop logging-service-1 logging-service-3', description: 'Name several' },
  ];

  protected act(session: Session, names: string[]): Promise<ActionResult[]> {
    return session.stop(names);
  }
}
