import type { Envelope as Message } from '../../protocol/envelope.ts';

export type { Message };

/** A message on its way into log, queue and ledger. */
export interface PostedMessage extends Message {
  /** The facade generated its uuid: only an earlier attempt of the same post can have stored it. */
  isNew?: boolean;
}

/** A message that an instance received; `uuid` is null for a plain string of another producer. */
export interface Received {
  uuid: string | null;
  msg: string;
  /** In ms since the epoch. */
  at: number;
}

/**
 * The message in a request's body.
 * @returns undefined unless it is an object with a non-empty text and a non-empty uuid, both well-formed.
 */
export function readPostedMessage(body: unknown): PostedMessage | undefined {
  if (typeof body !== 'object' || body === null || !('uuid' in body) || !('msg' in body)) return undefined;
  const { uuid, msg } = body;
  if (!isText(uuid) || !isText(msg) || !isWellFormed(uuid) || !isWellFormed(msg)) return undefined;
  return { uuid, msg, isNew: 'isNew' in body && body.isNew === true };
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A lone surrogate has no UTF-8 form, so another text than the acknowledged one would arrive. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
