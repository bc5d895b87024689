import { z } from 'zod';

/**
 * How long received messages are kept, and how many. The supervisor passes it to the config-server, which serves it at
 * `GET /settings/retention`.
 */
export const retentionSettings = z.object({
  /** Memory for the messages that an instance shows, in MiB; see docs/topologies.md for what counts. */
  shownMb: z.int().min(1),
  /** Lifetime in seconds of an entry of the log; 0: unlimited. */
  logSeconds: z.int().min(0),
  /** Lifetime in seconds of an entry of the ledger's delivered map; 0: unlimited. */
  deliveredSeconds: z.int().min(0),
});
export type RetentionSettings = z.output<typeof retentionSettings>;
