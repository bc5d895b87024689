import { applyChange } from '../../wire/apply-change.ts';
import { eventIdText, type PageMessage } from '../../wire/page-message.ts';
import { emptyState, type PageLine, type PageState } from '../../wire/page-state.ts';
import { ChartColumns } from '../charts/chart-columns.ts';
import { History } from './history.ts';

const mostLines = 5_000;

/** What is drawn. */
export interface PageViewState {
  /** Without samples and lines, which grow too fast to be copied for each change. */
  state: PageState;
  columns: ChartColumns;
  lines: History<PageLine>;
  isConnected: boolean;
  /** Something was shown before. */
  wasConnected: boolean;
}

/** A frame may come 60 times a second; a busy machine has more to do than to draw the same page as often. */
const drawEveryMs = 100;

/** The state of the page in the browser; drawn a few times a second, however many messages come. */
export class PageStore {
  #view: PageViewState = {
    state: emptyState,
    columns: new ChartColumns(),
    lines: new History(mostLines),
    isConnected: false,
    wasConnected: false,
  };
  #last: PageMessage | undefined;
  #draw: ((view: PageViewState) => void) | undefined;
  #drawnAt = -drawEveryMs;
  #isDue = false;

  /** Id of the last message that was applied; undefined: none. */
  get last(): string | undefined {
    return this.#last && eventIdText(this.#last);
  }

  /** @returns whether it was applied; false: it is not the change after the last one, so a snapshot is needed */
  apply(message: PageMessage): boolean {
    if (message.kind === 'snapshot') this.#replace(message.state);
    else if (this.#follows(message)) this.#change(message);
    else {
      this.#last = undefined;
      return false;
    }
    this.#last = message;
    this.drawSoon();
    return true;
  }

  disconnected(): void {
    this.#view = { ...this.#view, isConnected: false };
    this.drawSoon();
  }

  onChange(draw: (view: PageViewState) => void): void {
    this.#draw = draw;
    this.drawSoon();
  }

  #follows({ generation, number }: PageMessage): boolean {
    return generation === this.#last?.generation && number === this.#last.number + 1;
  }

  #replace(state: PageState): void {
    const { columns, lines } = this.#view;
    columns.clear();
    for (const sample of state.samples) columns.append(sample);
    lines.clear();
    lines.append(state.lines);
    this.#connected({ ...state, samples: [], lines: [] });
  }

  #change({ change }: Extract<PageMessage, { kind: 'change' }>): void {
    const { state, columns, lines } = this.#view;
    if (change.kind === 'sample') columns.append(change.sample);
    else if (change.kind === 'lines') lines.append(change.lines);
    const isKept = change.kind === 'sample' || change.kind === 'lines';
    this.#connected(isKept ? state : applyChange(state, change));
  }

  #connected(state: PageState): void {
    this.#view = { ...this.#view, state, isConnected: true, wasConnected: true };
  }

  /** Draws what changed, together with what changes until then. */
  drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const waitMs = Math.max(0, this.#drawnAt + drawEveryMs - performance.now());
    setTimeout(() => {
      requestAnimationFrame(() => {
        this.#isDue = false;
        this.#drawnAt = performance.now();
        this.#draw?.(this.#view);
      });
    }, waitMs);
  }
}
