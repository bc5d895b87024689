import type { ReadName } from '../protocol/client-contract.ts';
import { shortText } from '../foundation/text/short-text.ts';
import type { Sent } from './message-findings.ts';
import { WrongDescriptionError } from './wrong-description-error.ts';

/** Statuses of a server that does not know the path, the method or the form of a request. */
const strangerStatuses: ReadonlySet<number> = new Set([400, 404, 405, 415, 422]);

/** An answer to a GET. */
export interface Answered {
  what: ReadName;
  instance: string;
  status: number;
  body: string;
}

/** The first posts were all answered as by a server that does not understand them. Only for a system that took none yet. */
export function postProblem(sent: readonly Sent[], address: URL): WrongDescriptionError | undefined {
  const [first] = sent;
  if (first === undefined || sent.some(({ status }) => status === null || !strangerStatuses.has(status)))
    return undefined;
  return new WrongDescriptionError(
    `the system does not understand the posts to ${address.href}: ${first.reason ?? `HTTP ${first.status}`}`,
    'check client.post in the file: path, method, body and field',
  );
}

/** A GET that the system does not have. */
export function readProblem(answers: readonly Answered[]): WrongDescriptionError | undefined {
  const strange = answers.find(({ status }) => status === 404 || status === 405);
  if (strange === undefined) return undefined;
  return new WrongDescriptionError(
    `${strange.instance} answered HTTP ${strange.status} to the GET of client.${strange.what}: ${shortText(strange.body, 200)}`,
    `check client.${strange.what} in the file: service and path`,
  );
}

/**
 * Every post was acknowledged, and no answer shows any of the texts.
 * @param answers the last ones
 */
export function nothingShown(answers: readonly Answered[]): WrongDescriptionError {
  const last = answers.map(
    ({ what, instance, status, body }) => `${what} of ${instance}: HTTP ${status} ${shortText(body, 100)}`,
  );
  return new WrongDescriptionError(
    `acknowledged messages are neither logged nor received, so the text was probably not understood\n${last.join('\n')}`,
    'check client.post (body and field), client.log and client.received in the file',
  );
}
