import { Command, Flags } from '@oclif/core';
import type { RemoteSession } from '../../control/client.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { jsonDocument, jsonLine } from '../../terminal/json.ts';
import { completes } from './completes.ts';
import { InterruptedError, watchInterruption, type Interruption } from './interruption.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';

/** The common part of all commands. A command parses, makes one call and renders. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    json: Flags.boolean({ description: 'print JSON, including errors', helpGroup: 'GLOBAL' }),
    session: Flags.string({
      description: 'name of the session in this directory',
      helpGroup: 'GLOBAL',
      helpValue: 'NAME',
      ...completes('session'),
      default: 'default',
      env: 'DISTQ_SESSION',
      parse: (name) => Promise.resolve(checkSessionName(name)),
    }),
    'no-color': Flags.boolean({
      description: 'no colours (same as NO_COLOR)',
      helpGroup: 'GLOBAL',
    }),
  };

  /** Time in ms to finish after SIGINT, SIGTERM or SIGHUP; 0: exit immediately. */
  protected readonly graceMs: number = 0;
  /** true: the exit code carries no result, so `| head` exits with 0 instead of 141. */
  protected readonly onlyShows: boolean = false;
  #interruption: Interruption | undefined;

  /** Aborted when the user interrupts. */
  protected get interrupted(): AbortSignal {
    this.#interruption ??= this.#watch();
    return this.#interruption.signal;
  }

  protected override async init(): Promise<void> {
    await super.init();
    this.#interruption ??= this.watchesSignals() ? this.#watch() : undefined;
  }

  /** Passes errors to `runCommandLine`, the one place that renders them. */
  protected override catch(error: Error): Promise<never> {
    return Promise.reject(error);
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#interruption?.end();
    const reason: unknown = this.#interruption?.signal.reason;
    if (reason instanceof InterruptedError) process.exitCode = reason.exitCode;
    await super.finally(error);
  }

  #watch(): Interruption {
    return watchInterruption({ graceMs: this.graceMs, onlyShows: this.onlyShows });
  }

  /** false: the command has its own signal handlers. */
  protected watchesSignals(): boolean {
    return true;
  }

  /** Runs `use` with the session of the working directory, and closes the connection to it afterwards. */
  protected async withSession<T>(session: string, use: (session: RemoteSession) => Promise<T>): Promise<T> {
    const { connectSession } = await import('../../control/client.ts');
    const connected = await connectSession({ directory: process.cwd(), session });
    try {
      return await use(connected);
    } finally {
      await connected.close();
    }
  }

  /** Prints a snapshot: one JSON document, which the caller names (`print<StatusDocument>`), or the text. */
  protected print<D extends object = never>(
    json: boolean,
    document: Unversioned<D>,
    text: () => string,
  ): void {
    process.stdout.write(json ? jsonDocument({ schemaVersion, ...document }) : text());
  }

  /** Prints one part of a stream: a line of JSON Lines, or the text. */
  protected printPart<D extends object = never>(
    json: boolean,
    part: Unversioned<D>,
    text: () => string,
  ): void {
    process.stdout.write(json ? jsonLine({ schemaVersion, ...part }) : text());
  }
}

/** A document without its version, which is added when printing. `never` if the caller does not name the document. */
type Unversioned<D> = D extends object ? Omit<D, 'schemaVersion'> : never;

/** The name becomes part of a path. */
function checkSessionName(name: string): string {
  if (/^[a-z0-9]+([-_.][a-z0-9]+)*$/i.test(name) && name.length <= 60) return name;
  throw new UsageError(`not a session name: ${JSON.stringify(name)}`, {
    hint: 'use up to 60 letters and digits, joined by single hyphens, underscores or dots',
  });
}
