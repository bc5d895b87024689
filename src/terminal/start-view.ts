import type { Session, SessionStatus, StateChange } from '../control/contract.ts';
import { coloursFor } from './colours.ts';
import { jsonDocument, jsonLine } from './json.ts';
import { createLogRenderer } from './log-renderer.ts';
import { printable } from './printable.ts';
import type { TaskList } from './task-list.ts';
import { isAnimated, openTaskList } from './open-task-list.ts';
import { schemaVersion, type SchemaVersion } from '../protocol/schema-version.ts';

const preparing = 'preparing';
const ending = 'ending';

/** The lines that `up --json` prints in the foreground: one when everything is ready, then one for each log line. */
export type UpEvent =
  | (SessionStatus & { event: 'ready' })
  | { schemaVersion: SchemaVersion; event: 'log'; name: string; line: string };

export interface StartViewOptions {
  json: boolean;
  /** Names of all parts, in start order. */
  names: readonly string[];
  /** The full address to which posts for the facade go. */
  postAddress: (facade: URL) => URL;
  /** true: the command stays in the foreground and prints a stream of logs. */
  stream: boolean;
}

/** The output of `up`: tasks on standard error while it starts, then the result and the logs on standard output. */
export class StartView {
  readonly #options: StartViewOptions;
  readonly #tasks: Promise<TaskList>;
  #closed: Promise<void> | undefined;
  #preparing = false;
  /** Parts that were ready, and failed parts with the reason. */
  readonly #ready = new Set<string>();
  readonly #failed = new Map<string, string>();

  constructor(options: StartViewOptions) {
    this.#options = options;
    this.#tasks = openTaskList({
      keys: options.names,
      stream: process.stderr,
      colours: coloursFor('stderr'),
      animated: isAnimated(process.stderr, process.env) && !options.json,
    });
  }

  onProgress(text: string): void {
    this.#preparing = true;
    void this.#tasks.then((tasks) => {
      tasks.begin(preparing, text);
    });
  }

  /** @param choice the runtime and the reason */
  onRuntime(choice: string): void {
    void this.#tasks.then((tasks) => {
      tasks.done('runtime', choice);
    });
  }

  onChange(change: StateChange): void {
    if (this.#closed !== undefined) {
      this.#tell(describeChange(change));
      return;
    }
    const { name, from, to, reason } = change;
    const prepared = this.#preparing && to === 'starting';
    if (prepared) this.#preparing = false;
    const failed = to === 'exited' && from === 'starting' && !this.#failed.has(name);
    const others = failed && this.#failed.size === 0;
    // A part that was stopped because another one failed is not reported as failed.
    const endedAgain = to === 'exited' && from === 'stopping' && !this.#ready.has(name);
    if (to === 'ready') this.#ready.add(name);
    if (failed) this.#failed.set(name, reason ?? 'exited');
    void this.#tasks.then((tasks) => {
      if (prepared) tasks.done(preparing);
      if (to === 'starting') tasks.begin(name);
      if (to === 'ready') tasks.done(name, 'ready');
      if (others) tasks.begin(ending, 'the other parts');
      if (failed) tasks.fail(name);
      if (endedAgain) tasks.fail(name, 'stopped again');
    });
  }

  /** Called when the start failed with `message`: also prints the other failed parts with the reason. */
  async fail(message: string): Promise<void> {
    const tasks = await this.#tasks;
    if (this.#failed.size > 0) tasks.done(ending);
    await this.close();
    for (const [name, reason] of this.#failed)
      if (!message.includes(name) && !message.includes(reason))
        process.stderr.write(`${printable(`${name} also failed: ${reason}`)}\n`);
  }

  /** The user interrupted; shutting down takes a while. */
  onInterrupt(): void {
    const text = 'stopping… (press Ctrl-C again to kill immediately)';
    if (this.#closed !== undefined) this.#tell(text);
    else
      void this.#tasks.then((tasks) => {
        tasks.done(text, 'stopping');
      });
  }

  #tell(text: string): void {
    if (!this.#options.json && this.#options.stream)
      process.stderr.write(`${coloursFor('stderr').bold(text)}\n`);
  }

  /** Ends the drawing, so that other output may follow. */
  close(): Promise<void> {
    this.#closed ??= this.#tasks.then((tasks) => tasks.close());
    return this.#closed;
  }

  showReady(status: SessionStatus): void {
    const { json, stream } = this.#options;
    if (json)
      process.stdout.write(
        stream ? jsonLine<UpEvent>({ ...status, event: 'ready' }) : jsonDocument<SessionStatus>(status),
      );
    else process.stdout.write(describeReady(status, this.#options.postAddress));
  }

  async followLogs(session: Session, signal: AbortSignal): Promise<void> {
    const renderer = createLogRenderer(coloursFor('stdout'), this.#options.names);
    for await (const { name, line } of session.logs({ names: [], tail: 0, follow: true }, signal)) {
      const text = this.#options.json
        ? jsonLine<UpEvent>({ schemaVersion, event: 'log', name, line })
        : renderer.render(name, line);
      process.stdout.write(text);
    }
  }
}

/** State changes that a part's own log does not show: that it died, why, and what happens next. */
function describeChange({ name, to, reason }: StateChange): string {
  return `${name}: ${to}${reason === null ? '' : ` (${printable(reason)})`}`;
}

function describeReady(status: SessionStatus, postAddress: StartViewOptions['postAddress']): string {
  const members = membersOf(status);
  const parts = `${members} and ${status.services.length} services`;
  const session = status.session === 'default' ? '' : ` --session ${status.session}`;
  const facade = status.facade === null ? '' : `  facade: ${postAddress(new URL(status.facade)).href}\n`;
  const post = status.facade === null ? '' : `distq post --count 10${session}, `;
  const page = status.page === undefined ? '' : `  live page: ${status.page}\n`;
  return `${status.topology} is up: ${parts}\n${facade}${page}  next: ${post}distq status${session}, distq down${session}\n`;
}

function membersOf({ runtime, members }: SessionStatus): string {
  if (runtime === 'none') return 'no cluster';
  return runtime === 'external' ? 'an external cluster' : `${members.length} members`;
}
