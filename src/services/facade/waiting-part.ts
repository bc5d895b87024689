/** The streamed answer of one instance of a service. */
export interface OpenPart {
  instance: string;
  /** A JSON array of texts. Throws if the instance fails before the end. */
  json: AsyncIterable<Buffer>;
  close: () => void;
}

/** A part that is read after another part. */
export interface WaitingPart {
  /** Called in its turn. Throws UnavailableError if it waited long and no instance answers any more. */
  take: () => Promise<OpenPart>;
  close: () => void;
}

export function waiting(part: OpenPart): WaitingPart {
  return { take: () => Promise.resolve(part), close: part.close };
}

/**
 * Closes a part that waits this long and reopens it in its turn; nothing of it was read before. Otherwise the waiting
 * instance would drop the connection.
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
