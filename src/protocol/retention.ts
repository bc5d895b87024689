import { z } from 'zod';

/**
 * How long what was received stays, and how much of it. The supervisor hands it to the config-server, which answers it under
 * `GET /settings/retention`.
 */
export const retentionSettings = z.object({
  /** Budget of what an instance shows of what it received, in MiB; see docs/topologies.md for what counts. */
  shownMb: z.int().min(1),
  /** Life of an entry of the log's map; 0: for good. */
  logSeconds: z.int().min(0),
  /** Life of an entry of the ledger's delivered map; 0: for good. */
  deliveredSeconds: z.int().min(0),
});
export type RetentionSettings = z.output<typeof retentionSettings>;
