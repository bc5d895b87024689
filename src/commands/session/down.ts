import { withActionProgress } from '../../terminal/action-progress.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { BaseCommand } from '../frame/base.ts';
import type { DownDocument } from '../frame/documents.ts';
import { warnOfSurvivors } from '../frame/warn-of-survivors.ts';
import type { SessionEnd } from '../../supervisor/session/end-session.ts';

export class Down extends BaseCommand {
  static override summary = 'Stop everything in reverse start order';
  static override description =
    'Also ends a start that is still in progress. If nothing is running, it prints that and exits with 0.';
  static override examples = [
    { description: 'Stop the topology of this directory', command: 'distq down' },
    { description: 'Stop one that was started with --isolated', command: 'distq down --session iso-1a2b3c' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(Down);
    const { endSession } = await import('../../supervisor/session/end-session.ts');
    const shown = { title: 'stopping everything', json: flags.json };
    const end = await endSession(process.cwd(), flags.session, (remote, act) =>
      withActionProgress(remote, shown, act),
    );
    this.print<DownDocument>(flags.json, { session: flags.session, ...end }, () => `${describeEnd(end)}\n`);
    warnOfSurvivors('survivors' in end ? [end] : [], ExitCode.notReady);
  }
}

function describeEnd(end: SessionEnd): string {
  if (end.kind === 'nothing-running') return 'nothing was running here';
  if (end.kind === 'start-ended') return 'the start in progress here was stopped';
  if (end.kind === 'stopped')
    return end.survivors.length === 0
      ? `${end.topology} is down`
      : `${end.topology} is down, but some processes are still running`;
  const killed =
    end.killed.length === 0
      ? 'no process was left'
      : `killed the remaining processes: ${end.killed.join(', ')}`;
  return `the supervisor of ${end.topology} had died; ${killed}`;
}
