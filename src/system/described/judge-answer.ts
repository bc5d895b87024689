import { shortText } from '../../foundation/text/short-text.ts';
import type { PostContract } from '../../protocol/client-contract.ts';
import type { Heard } from '../contract/outcome.ts';

const shownCharacters = 200;
/** A gateway got no answer in time: it says itself that it does not know. */
const gatewayTimeout = 504;

export interface Answer {
  status: number;
  body: string;
}

/**
 * What an answer tells the client. Every complete answer that is no acknowledgement is a refusal: the client was told
 * that the message was not taken, whatever became of it.
 */
export function judgeAnswer({ acknowledged }: PostContract, { status, body }: Answer): Heard {
  const problem = problemOf(acknowledged, { status, body });
  if (problem === undefined) return { kind: 'acknowledged', status };
  const shown = shortText(body, shownCharacters).replaceAll(/\p{Cc}+/gu, ' ');
  return {
    kind: status === gatewayTimeout ? 'indeterminate' : 'refused',
    status,
    reason: `HTTP ${status}${problem}: ${shown}`,
  };
}

/** undefined: it acknowledges. */
function problemOf(wanted: PostContract['acknowledged'], { status, body }: Answer): string | undefined {
  if (!wanted.status.includes(status)) return '';
  if (wanted.body !== undefined && !new RegExp(wanted.body).test(body))
    return ` without a match of /${wanted.body}/`;
  if (wanted.bodyNot !== undefined && new RegExp(wanted.bodyNot).test(body))
    return ` with a match of /${wanted.bodyNot}/`;
  return undefined;
}
