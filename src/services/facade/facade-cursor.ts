import { z } from 'zod';
import { RequestError } from '../http/request-error.ts';

/**
 * Where the next page of the merged answer goes on. It names the messages-service, since each shows a set of its own, and its run, since
 * a restart numbers them anew.
 */
export interface FacadeCursor {
  /** Cursor of the log; null: that part has ended. */
  logging: string | null;
  /** Number of a message; null: that part has ended. */
  messages: string | null;
  /** Of the messages-service. */
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

/** @throws RequestError if it is none. */
export function parseFacadeCursor(text: string): FacadeCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new RequestError(400, "Bad Request: 'after' Is No Cursor of the Facade");
  }
}
