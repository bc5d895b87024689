/**
 * The merged answer of a facade: the whole log as one logging-service reads it, and the messages that one
 * messages-service received.
 */
export interface MergedAnswer {
  logging: MergedPart;
  messages: MergedPart;
  /** The answer as it is, if it cannot be divided; both parts are then empty. */
  whole?: string;
}

interface MergedPart {
  /** The instance that answered; the service if the answer names no instance. */
  instance: string;
  /** Texts. */
  messages: string[];
}
