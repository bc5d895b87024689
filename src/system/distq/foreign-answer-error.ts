import { DistqError, ExitCode, type Failure } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';

/** The body as received, shortened if it is long. */
export interface ForeignAnswer {
  status: number;
  body: string;
}

const shownCharacters = 300;
/** A JSON document may be longer than a line of text. */
const keptCharacters = 65_536;

/** An answer that does not come from a facade. Exit 1. */
export class ForeignAnswerError extends DistqError {
  readonly answer: ForeignAnswer;

  constructor(address: string, { status, body }: ForeignAnswer) {
    // Control characters of a foreign answer must not reach the terminal.
    const shown = shortText(body, shownCharacters).replaceAll(/\p{Cc}+/gu, ' ');
    super(
      'foreign-answer',
      ExitCode.checkFailed,
      `${address} answered ${status}, but not like a facade: ${shown === '' ? 'nothing' : shown}`,
      {
        hint: [
          'expected one of two forms: {"logging":{"instance","messages"},"messages":{"instance","messages"}}',
          String.raw`and ["logging-service: [...]\n","messages-service: [...]\n"] (docs/http.md)`,
          'an address without a path means /facade; any other is used unchanged',
        ].join('\n'),
      },
    );
    this.answer = { status, body: shortText(body, keptCharacters) };
  }

  override toFailure(): Failure & { answer: ForeignAnswer } {
    return { ...super.toFailure(), answer: this.answer };
  }
}
