/** The source of a messages-service; taking a message removes it. */
export interface MessageSource {
  /** The next item, or undefined if none arrives in time. */
  poll(timeoutMs: number): Promise<string | undefined>;
  /** Up to `maxItems` items that are in the queue now. */
  drain(maxItems: number): Promise<string[]>;
}
