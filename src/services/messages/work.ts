/** What a messages-service does with the items of the queue. */
export interface Work {
  /** Nothing more is taken from the queue before it has ended. */
  take: (items: readonly string[]) => void | Promise<void>;
  stop: () => Promise<void>;
}

/** The log lines that tell of received messages. */
export const wasReceived = { one: 'Message Was Received', many: 'Messages Were Received' };
