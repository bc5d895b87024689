import type { Envelope as Message } from '../../protocol/envelope.ts';

export type { Message };

/** On its way into log, queue and ledger. */
export interface PostedMessage extends Message {
  /** The facade made up its uuid: nothing can be stored under it but by an earlier try of the same post. */
  isNew?: boolean;
}

/** A message that an instance took; `uuid` is null for another producer's plain string. */
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

/** A lone surrogate has no UTF-8 form: it would arrive as another text than the one acknowledged. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
