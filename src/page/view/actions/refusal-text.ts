interface Circumstances {
  isConnected: boolean;
  ended: boolean;
  /** Why the session refuses changes; null: it does not. */
  heldBy: string | null;
}

/** Why nothing can be done on the page now; null: it can. */
export function refusalText({ isConnected, ended, heldBy }: Circumstances): string | null {
  if (ended) return 'The session ended, so nothing can be done.';
  if (!isConnected) return 'The page is not connected, so nothing can be done.';
  return heldBy === null ? null : `${heldBy}, and until it ends nothing else may change the lab.`;
}
