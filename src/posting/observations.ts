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
  /** UUIDs in the log map; one that is in the log more than once is listed as often. */
  logged: z.array(z.string()).readonly(),
  /** What could not be observed, and why. Absent: everything was. */
  unobservable: z
    .object({ received: z.string(), queued: z.string(), logged: z.string() })
    .partial()
    .optional(),
});
export type Observations = z.output<typeof observations>;
