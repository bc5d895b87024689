import { z } from 'zod';
import { messageRef } from '../system/contract/message-ref.ts';

const refs = z.array(messageRef).readonly();

/** What was found after the drain, each part read from where it is kept. */
export const observations = z.object({
  /** What each messages-service shows. */
  received: z.record(z.string(), refs).readonly(),
  /** Still in the queue. */
  queued: refs,
  /** uuids still in the ledger; none where the delivery has no ledger. */
  pending: z.array(z.string()).readonly(),
  /** uuids in the log map. */
  logged: z.array(z.string()).readonly(),
});
export type Observations = z.output<typeof observations>;
