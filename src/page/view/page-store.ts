import { applyChange } from '../wire/apply-change.ts';
import { eventIdText, type PageMessage } from '../wire/page-message.ts';
import { emptyState, type PageState } from '../wire/page-state.ts';

/** What is drawn. */
export interface PageViewState {
  state: PageState;
  isConnected: boolean;
}

/** The state of the page in the browser; drawn at most once a frame, however many messages come. */
export class PageStore {
  #view: PageViewState = { state: emptyState, isConnected: false };
  #last: string | undefined;
  #draw: ((view: PageViewState) => void) | undefined;
  #isDue = false;

  /** Id of the last message that was applied; undefined: none. */
  get last(): string | undefined {
    return this.#last;
  }

  apply(message: PageMessage): void {
    const { state } = this.#view;
    const next = message.kind === 'snapshot' ? message.state : applyChange(state, message.change);
    this.#view = { state: next, isConnected: true };
    this.#last = eventIdText(message);
    this.#drawSoon();
  }

  disconnected(): void {
    this.#view = { ...this.#view, isConnected: false };
    this.#drawSoon();
  }

  onChange(draw: (view: PageViewState) => void): void {
    this.#draw = draw;
    this.#drawSoon();
  }

  #drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw?.(this.#view);
    });
  }
}
