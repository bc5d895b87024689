import type { ChalkInstance } from 'chalk';
import type { Session, SessionEvent } from '../../control/contract.ts';
import { NothingRunningError } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { printable } from '../../terminal/printable.ts';
import { anyNamesArgument } from '../frame/arguments.ts';
import { BaseCommand } from '../frame/base.ts';
import type { EventPart } from '../frame/documents.ts';
import { renderState } from '../views/status-view.ts';

export class Events extends BaseCommand {
  static override description = [
    'Prints the state of every process, then each change as it happens. Changes are numbered, so a gap is visible. With --json, prints JSON Lines: a line with',
    '"event": "snapshot", then "change" lines, and "end" when the session has ended. Stops with the session, or when interrupted.',
  ].join(' ');
  static override examples = [
    { command: 'distq events', description: 'Watch processes start, die and restart' },
    { command: 'distq events messages-service', description: 'Only the consumers' },
    { command: 'distq events --json', description: 'JSON Lines for a script' },
  ];
  static override args = { names: anyNamesArgument };
  protected override readonly graceMs = 2000;
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Events);
    await this.withSession(flags.session, (session) =>
      this.#show(session, [args.names ?? []].flat(), flags.json),
    );
  }

  async #show(session: Session, names: string[], json: boolean): Promise<void> {
    const colours = coloursFor('stdout');
    for await (const event of session.events({ names }, this.interrupted)) {
      this.printPart<EventPart>(json, event, () => renderEvent(event, colours));
      if (event.event === 'end') return;
    }
    this.interrupted.throwIfAborted();
    throw new NothingRunningError('the supervisor died, so there are no more events', {
      hint: 'start it again: distq up --detach',
    });
  }
}

function renderEvent(event: SessionEvent, colours: ChalkInstance): string {
  if (event.event === 'end') return 'the session has ended\n';
  if (event.event === 'change') {
    const { at, name, from, to, reason } = event;
    const why = reason === null ? '' : ` (${printable(reason)})`;
    return `${colours.dim(at)} ${name}: ${from} → ${renderState(to, colours)}${why}\n`;
  }
  const { missed, processes } = event;
  const lines = processes.map(({ name, state }) => `${name}: ${renderState(state, colours)}\n`);
  const gap = missed === 0 ? '' : colours.yellow(`… ${missed} ${missed === 1 ? 'change' : 'changes'} missed`);
  return `${gap === '' ? '' : `${gap}\n`}${lines.join('')}`;
}
