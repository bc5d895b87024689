/** Where a messages-service takes its messages from: taking removes. */
export interface MessageSource {
  /** The next item, or undefined when none came within the time. */
  poll(timeoutMs: number): Promise<string | undefined>;
  /** What is there at this moment, up to `maxItems`. */
  drain(maxItems: number): Promise<string[]>;
}
