/** What a messages-service does with the items of the queue. */
export interface Work {
  /** The next poll waits for it. */
  take: (items: readonly string[]) => void | Promise<void>;
  stop: () => Promise<void>;
}

/** The log lines about received messages. */
export const wasReceived = { one: 'Message Was Received', many: 'Messages Were Received' };
