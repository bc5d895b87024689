/** What one instance of a service shows, while it comes. */
export interface OpenPart {
  instance: string;
  /** A JSON array of texts. Throws when the instance fails before its end. */
  json: AsyncIterable<Buffer>;
  close: () => void;
}

/** A part that is read after another one. */
export interface WaitingPart {
  /** Its turn has come. Throws UnavailableError if it waited long, and no instance answers any more. */
  take: () => Promise<OpenPart>;
  close: () => void;
}

export function waiting(part: OpenPart): WaitingPart {
  return { take: () => Promise.resolve(part), close: part.close };
}

/**
 * Lets the part go when it has waited so long, and opens it again in its turn: nothing of it has been read by then. Its instance would give up
 * a client that takes nothing, in the middle of what it sends.
 */
export function held(part: OpenPart, openAgain: () => Promise<OpenPart>, heldMs: number): WaitingPart {
  let current: OpenPart | undefined = part;
  let isClosed = false;
  const timer = setTimeout(() => {
    part.close();
    current = undefined;
  }, heldMs);
  return {
    take: async () => {
      clearTimeout(timer);
      const taken = current ?? (await openAgain());
      current = taken;
      if (isClosed) taken.close();
      return taken;
    },
    close: () => {
      clearTimeout(timer);
      isClosed = true;
      current?.close();
    },
  };
}
