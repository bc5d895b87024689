import { z } from 'zod';
import { messageRef } from '../system/contract/message-ref.ts';

const refs = z.array(messageRef).readonly();

/** What was found after the drain; each part is read where it is stored. */
export const observations = z.object({
  /** The messages that each messages-service shows. */
  received: z.record(z.string(), refs).readonly(),
  /** Still in the queue. */
  queued: refs,
  /** UUIDs still in the ledger; empty for a delivery without a ledger. */
  pending: z.array(z.string()).readonly(),
  /** UUIDs in the log map. */
  logged: z.array(z.string()).readonly(),
});
export type Observations = z.output<typeof observations>;
