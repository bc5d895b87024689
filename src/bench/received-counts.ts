import type { NumberedTexts } from './load/numbered-texts.ts';
import type { SentMessages } from './load/sent-messages.ts';

export type Fate = 'missing' | 'duplicated' | 'refusedYetDelivered';

export interface Judgement extends Record<Fate, number> {
  /** Messages of the run in all instances together. */
  received: number;
  /** Received, with an unknown outcome. */
  recovered: number;
  /** The first messages with a wrong outcome. */
  examples: { fate: Fate; msg: string }[];
}

const mostExamples = 20;

/** If not everything received could be read, it is unknown which messages are missing. */
export function withoutMissing(judged: Judgement): Judgement {
  return { ...judged, missing: 0, examples: judged.examples.filter(({ fate }) => fate !== 'missing') };
}

/** How often each message of a run was received, in one byte per message. */
export class ReceivedCounts {
  readonly #texts: NumberedTexts;
  readonly #sent: SentMessages;
  readonly #counts: Uint8Array;
  #missing: number;

  constructor(texts: NumberedTexts, sent: SentMessages) {
    this.#texts = texts;
    this.#sent = sent;
    this.#counts = new Uint8Array(sent.highest + 1);
    this.#missing = sent.count('acknowledged');
  }

  /** Acknowledged messages that were not seen yet. */
  get missing(): number {
    return this.#missing;
  }

  /** Ignores texts of other runs. */
  add(text: string): void {
    const number = this.#texts.numberOf(text);
    if (number === undefined || number >= this.#counts.length) return;
    const before = this.#counts[number] ?? 0;
    this.#counts[number] = Math.min(255, before + 1);
    if (before === 0 && this.#sent.is(number, 'acknowledged')) this.#missing -= 1;
  }

  judge(): Judgement {
    const judged: Judgement = {
      received: 0,
      missing: 0,
      duplicated: 0,
      refusedYetDelivered: 0,
      recovered: 0,
      examples: [],
    };
    const name = (fate: Fate, number: number): void => {
      judged[fate] += 1;
      if (judged.examples.length < mostExamples)
        judged.examples.push({ fate, msg: this.#texts.textOf(number) });
    };
    for (let number = 1; number < this.#counts.length; number += 1) {
      const count = this.#counts[number] ?? 0;
      judged.received += count;
      if (count > 1) name('duplicated', number);
      if (count === 0 && this.#sent.is(number, 'acknowledged')) name('missing', number);
      if (count > 0 && this.#sent.is(number, 'refused')) name('refusedYetDelivered', number);
      if (count > 0 && this.#sent.is(number, 'indeterminate')) judged.recovered += 1;
    }
    return judged;
  }
}
