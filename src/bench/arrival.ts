import type { NumberedTexts } from './form-request.ts';
import type { SentMessages } from './sent-messages.ts';

/** What became of the messages in the end, judged from what the messages-services show. */
export interface ArrivalResult {
  /** All acknowledged messages were received, each once, and no refused one was. */
  complete: boolean;
  /** From the end of the load until the last acknowledged message was seen; null if that did not come. */
  drainMs: number | null;
  /** Messages of the run, by the instances together. */
  received: number;
  /** Acknowledged, and not received. */
  lost: number;
  /** Received more than once. */
  doubled: number;
  /** Refused, and received. */
  refusedYetDelivered: number;
  /** Of unknown outcome, and received. */
  recovered: number;
  /** The first of those that are not as they should be. */
  examples: { fate: 'lost' | 'doubled' | 'refusedYetDelivered'; msg: string }[];
  /** What kept it from being judged. */
  problem: string | null;
}

type Judgement = Omit<ArrivalResult, 'complete' | 'drainMs' | 'problem'>;

const mostExamples = 20;

/** How often each message of a run was received. */
export class ReceivedCounts {
  readonly #texts: NumberedTexts;
  readonly #sent: SentMessages;
  readonly #counts: Uint8Array;
  #missing = 0;

  constructor(texts: NumberedTexts, sent: SentMessages) {
    this.#texts = texts;
    this.#sent = sent;
    this.#counts = new Uint8Array(sent.highest + 1);
    for (let number = 1; number <= sent.highest; number += 1) {
      if (sent.is(number, 'acknowledged')) this.#missing += 1;
    }
  }

  /** Acknowledged messages that were not seen yet. */
  get missing(): number {
    return this.#missing;
  }

  /** Texts of others are ignored. */
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
      lost: 0,
      doubled: 0,
      refusedYetDelivered: 0,
      recovered: 0,
      examples: [],
    };
    const name = (fate: Judgement['examples'][number]['fate'], number: number): void => {
      judged[fate] += 1;
      if (judged.examples.length < mostExamples)
        judged.examples.push({ fate, msg: this.#texts.textOf(number) });
    };
    for (let number = 1; number < this.#counts.length; number += 1) {
      const count = this.#counts[number] ?? 0;
      judged.received += count;
      if (count > 1) name('doubled', number);
      if (count === 0 && this.#sent.is(number, 'acknowledged')) name('lost', number);
      if (count > 0 && this.#sent.is(number, 'refused')) name('refusedYetDelivered', number);
      if (count > 0 && this.#sent.is(number, 'indeterminate')) judged.recovered += 1;
    }
    return judged;
  }
}
