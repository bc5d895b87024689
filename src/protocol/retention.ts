/**
 * How long and how much received messages are kept. The supervisor passes it to the config-server, which serves it at
 * `GET /settings/retention`.
 */
export interface RetentionSettings {
  /** Memory for the messages that an instance shows, in MiB; see docs/topologies.md for what counts. */
  shownMb: number;
  /** Lifetime in seconds of an entry of the log; 0: unlimited. */
  logSeconds: number;
  /** Lifetime in seconds of an entry of the ledger's delivered map; 0: unlimited. */
  deliveredSeconds: number;
}
