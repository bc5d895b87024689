/**
 * How long what was received stays, and how much of it. The supervisor hands it to the config-server, which answers it under
 * `GET /settings/retention`.
 */
export interface RetentionSettings {
  /** Budget of what an instance shows of what it received, in MiB; see docs/topologies.md for what counts. */
  shownMb: number;
  /** Life of an entry of the log's map; 0: for good. */
  logSeconds: number;
  /** Life of an entry of the ledger's delivered map; 0: for good. */
  deliveredSeconds: number;
}
