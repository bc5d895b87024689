import { DistqError, ExitCode, type Failure } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';

/** The body as it was received, cut where it is long. */
export interface ForeignAnswer {
  status: number;
  body: string;
}

const shownCharacters = 300;
/** Of a JSON document somebody wants more than of a line. */
const keptCharacters = 65_536;

/** Something answered, and not as a facade does. Exit 1. */
export class ForeignAnswerError extends DistqError {
  readonly answer: ForeignAnswer;

  constructor(address: string, { status, body }: ForeignAnswer) {
    // What a stranger says must not move the reader's cursor.
    const shown = shortText(body, shownCharacters).replaceAll(/\p{Cc}+/gu, ' ');
    super(
      'foreign-answer',
      ExitCode.checkFailed,
      `${address} answered ${status}, but not in the form of a facade: ${shown === '' ? 'nothing' : shown}`,
      {
        hint: [
          'two forms are understood: {"logging":{"instance","messages"},"messages":{"instance","messages"}}',
          String.raw`and ["logging-service: [...]\n","messages-service: [...]\n"] (docs/http.md)`,
          'an address without a path means /facade; any other is asked for as it stands',
        ].join('\n'),
      },
    );
    this.answer = { status, body: shortText(body, keptCharacters) };
  }

  override toFailure(): Failure & { answer: ForeignAnswer } {
    return { ...super.toFailure(), answer: this.answer };
  }
}
