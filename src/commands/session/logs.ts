import { Flags } from '@oclif/core';
import type { Session } from '../../control/contract.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { parseLogRecord } from '../../terminal/log-record.ts';
import { createLogRenderer } from '../../terminal/log-renderer.ts';
import { anyNamesArgument } from '../frame/arguments.ts';
import { BaseCommand } from '../frame/base.ts';
import type { LogPart } from '../frame/documents.ts';

export class Logs extends BaseCommand {
  static override description =
    'Prints the logs of services and members; each line begins with the name of the instance. Stops with the session, or when interrupted.';
  static override examples = [
    { command: 'distq logs', description: 'The last lines of everything' },
    { command: 'distq logs messages-service -f', description: 'Watch the consumers receive' },
    { command: 'distq logs facade-service --tail 1000 --json', description: 'JSON Lines for a script' },
  ];
  static override args = { names: anyNamesArgument };
  static override flags = {
    follow: Flags.boolean({ char: 'f', description: 'follow the logs', default: false }),
    tail: Flags.integer({
      char: 'n',
      description: 'last lines of each log to print first',
      helpValue: 'LINES',
      default: 20,
      min: 0,
      max: 1_000_000,
    }),
  };
  protected override readonly graceMs = 2000;
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Logs);
    await this.withSession(flags.session, (session) => this.#show(session, [args.names ?? []].flat(), flags));
  }

  async #show(
    session: Session,
    names: string[],
    { tail, follow, json }: { tail: number; follow: boolean; json: boolean },
  ): Promise<void> {
    const renderer = createLogRenderer(coloursFor('stdout'));
    for await (const { name, line } of session.logs({ names, tail, follow }, this.interrupted)) {
      this.printPart<LogPart>(json, logPart(name, line), () => renderer.render(name, line));
    }
  }
}

/** The line as written, and parsed if a service of distq wrote it. */
function logPart(name: string, line: string): Omit<LogPart, 'schemaVersion'> {
  const record = parseLogRecord(line);
  if (record === undefined) return { name, line };
  const { timeMs, level, message, fields } = record;
  return {
    name,
    line,
    time: new Date(timeMs).toISOString(),
    level,
    message,
    ...(hasAny(fields) ? { fields } : {}),
  };
}

function hasAny(fields: Record<string, unknown>): boolean {
  return Object.keys(fields).length > 0;
}
