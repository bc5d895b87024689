/** What log, ledger and queue hold at one moment. */
export interface ClusterContents {
  /** From the head on. */
  queueItems: string[];
  loggedUuids: string[];
  ledger: LedgerContents;
}

/** All empty where the delivery has no ledger. */
export interface LedgerContents {
  pendingUuids: string[];
  deliveredUuids: string[];
  /** Keys of other producers' plain strings, and the instance that each was recorded for. */
  plain: { key: string; instance: string }[];
}
