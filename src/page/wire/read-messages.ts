/** One part of a merged answer, as the page shows it. */
export interface ReadPart {
  instance: string;
  /** Number of all its messages. */
  count: number;
  /** Some of them, the last ones, cut if they are long. */
  texts: string[];
}

/** The log and the received messages, read together. */
export interface ReadMessages {
  logging: ReadPart;
  messages: ReadPart;
}

/** Server and browser are of one build, so only what tells answers apart is looked at. */
export function isReadMessages(value: unknown): value is ReadMessages {
  return typeof value === 'object' && value !== null && 'logging' in value && 'messages' in value;
}
