import { z } from 'zod';
import { RequestError } from '../http/request-error.ts';

/**
 * Start of the next page of the merged answer. It names the messages-service, because each shows its own messages, and
 * its run, because a restart renumbers them.
 */
export interface FacadeCursor {
  /** Cursor of the log; null: that part is finished. */
  logging: string | null;
  /** Number of a message; null: that part is finished. */
  messages: string | null;
  /** Address of the messages-service. */
  address: string;
  instance: string;
  run: string;
}

const cursorSchema = z.strictObject({
  logging: z
    .string()
    .regex(/^\d{1,5}\.[\w-]+$/)
    .nullable(),
  messages: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullable(),
  address: z.string(),
  instance: z.string(),
  run: z.string(),
});

export function formatFacadeCursor(cursor: FacadeCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws RequestError if it is not a cursor. */
export function parseFacadeCursor(text: string): FacadeCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new RequestError(400, "Bad Request: 'after' Is Not a Cursor of the Facade");
  }
}
