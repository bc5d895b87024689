import { z } from 'zod';

export const messageRef = z.object({
  /** null for an item that another producer put into the queue. */
  uuid: z.string().nullable(),
  msg: z.string(),
});
export type MessageRef = z.output<typeof messageRef>;
