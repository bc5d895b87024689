/** What a facade merged: the whole log as one logging-service reads it, and what one messages-service received. */
export interface MergedAnswer {
  logging: MergedPart;
  messages: MergedPart;
}

interface MergedPart {
  /** Who answered; the service, where the answer names no instance. */
  instance: string;
  /** Texts. */
  messages: string[];
}
