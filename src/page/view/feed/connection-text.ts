export interface Connection {
  isConnected: boolean;
  /** Something was shown before. */
  wasConnected: boolean;
  /** The lab was stopped. */
  ended: boolean;
}

export interface ConnectionText {
  look: 'good' | 'doubt' | 'bad';
  /** Not told by the colour alone. */
  shape: string;
  title: string;
  /** What it means and what to do; undefined: nothing. */
  remedy?: string;
}

/** The state of the connection, and what to do about it. */
export function connectionText({ isConnected, wasConnected, ended }: Connection): ConnectionText {
  if (ended)
    return {
      look: 'bad',
      shape: '■',
      title: 'session ended',
      remedy: 'The lab was stopped. Start it with `distq up --detach`, then open its page with `distq page`.',
    };
  if (isConnected) return { look: 'good', shape: '●', title: 'connected' };
  if (!wasConnected) return { look: 'doubt', shape: '◌', title: 'connecting…' };
  return {
    look: 'doubt',
    shape: '◌',
    title: 'trying again…',
    remedy:
      'The supervisor does not answer, and the page shows what was last known. `distq status` says whether the lab runs. If it was started again, open its new page with `distq page`.',
  };
}
