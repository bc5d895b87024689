import { isText, isWellFormed } from '../queue/message.ts';

/** The text that a client posts, in a form or in JSON. */
export function readText(body: unknown): { msg: string } | { error: string } {
  const msg = typeof body === 'object' && body !== null && 'msg' in body ? body.msg : undefined;
  if (!isText(msg)) return { error: 'No Message in Request' };
  return isWellFormed(msg) ? { msg } : { error: 'Message Is Not Well-Formed Unicode' };
}
