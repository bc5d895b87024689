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

/**
 * The first posts were all answered as by a server that does not understand them, or as the file does not expect it. Only
 * for a system that took none yet.
 */
export function postProblem(sent: readonly Sent[], address: URL): WrongDescriptionError | undefined {
  const [first] = sent;
  if (first === undefined) return undefined;
  const told = first.reason ?? `HTTP ${first.status}`;
  const all = (is: (status: number | null) => boolean): boolean =>
    sent.every(({ kind, status }) => kind === 'refused' && is(status));
  if (all((status) => status !== null && strangerStatuses.has(status)))
    return new WrongDescriptionError(
      `the system does not understand the posts to ${address.href}: ${told}`,
      'check client.post in the file: path, method, body and field',
    );
  if (all((status) => status === null))
    return new WrongDescriptionError(
      `nothing takes the posts to ${address.href}: ${told}`,
      'check client.post.service in the file, and the port of that service',
    );
  if (all((status) => status !== null && status >= 200 && status < 300))
    return new WrongDescriptionError(
      `client.post.acknowledged takes no answer to the posts to ${address.href} as an acknowledgement: ${told}`,
      'check client.post in the file: acknowledged, or body and field if the answer names an error',
    );
  return undefined;
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

/** A running service has nothing that listens at the port of the file. */
export function portProblem(what: ReadName, address: string, instance: string): WrongDescriptionError {
  return new WrongDescriptionError(
    `${instance} runs, but nothing listens at ${address}`,
    `check the port of ${instance} in the file, and client.${what}.service`,
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
