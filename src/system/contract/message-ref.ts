import { z } from 'zod';

export const messageRef = z.object({
  /** null for an item of another producer. */
  uuid: z.string().nullable(),
  msg: z.string(),
});
export type MessageRef = z.output<typeof messageRef>;
