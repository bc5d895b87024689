import { Flags } from '@oclif/core';
import type { KillResult } from '../../control/contract.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { renderTable } from '../../terminal/table.ts';
import { namesArgument } from '../frame/arguments.ts';
import { BaseCommand } from '../frame/base.ts';
import type { KillDocument } from '../frame/documents.ts';
import { warnOfSurvivors } from '../frame/warn-of-survivors.ts';

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGSTOP', 'SIGCONT'] as const;

export class Kill extends BaseCommand {
  static override description =
    'Sends a signal to the process of an instance or member. A killed instance stays down until `distq start NAME`; an instance that dies by itself is restarted according to its policy. SIGSTOP freezes, SIGCONT thaws.';
  static override examples = [
    { command: 'distq kill messages-service-1', description: 'Kill a consumer' },
    { command: 'distq kill logging-service-1 --signal SIGSTOP', description: 'Freeze an instance' },
    { command: 'distq kill logging-service-1 --signal SIGCONT', description: 'Thaw it' },
  ];
  static override args = { names: namesArgument };
  static override flags = {
    signal: Flags.option({
      char: 's',
      description: 'the signal to send',
      options: signals,
      default: 'SIGKILL',
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Kill);
    const killed = await this.withSession(flags.session, (session) =>
      session.kill([args.names].flat(), flags.signal),
    );
    this.print<KillDocument>(flags.json, { killed }, () => renderKilled(killed));
    warnOfSurvivors(killed, ExitCode.checkFailed);
    if (killed.some(({ hit }) => !hit)) process.exitCode = ExitCode.checkFailed;
  }
}

function renderKilled(killed: readonly KillResult[]): string {
  return renderTable(
    [{ title: 'NAME' }, { title: 'SIGNAL' }, { title: 'PID', align: 'right' }, { title: 'HIT' }],
    killed.map(({ name, signal, pid, hit }) => [name, signal, String(pid), hit ? 'yes' : 'no']),
  );
}
