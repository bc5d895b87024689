import { commandOf, type PageAction } from '../../wire/plan-action.ts';
import type { ReadMessages } from '../../wire/read-messages.ts';
import { act, type Outcome } from './act.ts';

export interface Failure {
  number: number;
  command: string;
  why: string;
}

export interface ActionsView {
  /** Of the action that was last chosen; undefined: none yet. */
  command: string | undefined;
  /** What came of the last action. */
  outcome: string;
  /** Until they are dismissed. */
  failures: readonly Failure[];
  /** What the last `get` read; undefined: there was none. */
  read: ReadMessages | undefined;
}

/** The actions that were taken on this page, and what came of them. */
export class PageActions {
  #view: ActionsView = { command: undefined, outcome: '', failures: [], read: undefined };
  #number = 0;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get view(): ActionsView {
    return this.#view;
  }

  /** Shows the command that does the same. */
  choose(action: PageAction, session: string): void {
    this.#set({ command: commandOf(action, session) });
  }

  perform(action: PageAction, session: string): Promise<void> {
    return this.track(commandOf(action, session), () => act(action));
  }

  /** Shows what came of something, under the command that does the same. */
  async track(command: string, work: () => Promise<Outcome>): Promise<void> {
    this.#set({ command, outcome: 'asked…' });
    const { ok, text, read = this.#view.read } = await work();
    if (ok) this.#set({ command, outcome: text, read });
    else {
      this.#number += 1;
      const failure = { number: this.#number, command, why: text };
      this.#set({ outcome: '', failures: [...this.#view.failures, failure] });
    }
  }

  dismiss(number: number): void {
    this.#set({ failures: this.#view.failures.filter((each) => each.number !== number) });
  }

  #set(change: Partial<ActionsView>): void {
    this.#view = { ...this.#view, ...change };
    this.#changed();
  }
}
