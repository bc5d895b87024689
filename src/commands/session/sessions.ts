import type { ChalkInstance } from 'chalk';
import type { KnownSession } from '../../control/list-sessions.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderTable } from '../../terminal/table.ts';
import { BaseCommand } from '../frame/base.ts';
import type { SessionsDocument } from '../frame/documents.ts';

export class Sessions extends BaseCommand {
  static override description =
    'Lists the sessions of this directory, by the names for --session. Includes sessions whose supervisor died, whose record is damaged, or whose state the operating system does not report. Exits with 0, also if there is none.';
  static override examples = [
    { command: 'distq sessions', description: 'List the sessions' },
    { command: 'distq sessions --json', description: 'For a script' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(Sessions);
    const { listSessions } = await import('../../control/list-sessions.ts');
    const sessions = await listSessions(process.cwd());
    this.print<SessionsDocument>(flags.json, { sessions }, () =>
      renderSessions(sessions, coloursFor('stdout')),
    );
  }
}

function renderSessions(sessions: readonly KnownSession[], colours: ChalkInstance): string {
  if (sessions.length === 0) return 'nothing is running here\n';
  return renderTable(
    [
      { title: 'SESSION' },
      { title: 'TOPOLOGY' },
      { title: 'STATE' },
      { title: 'SUPERVISOR', align: 'right' },
    ],
    sessions.map(({ session, topology, state, pid }) => [
      session,
      topology ?? '–',
      state === 'running' ? colours.green(state) : colours.red(state),
      pid === null ? '–' : String(pid),
    ]),
  );
}
