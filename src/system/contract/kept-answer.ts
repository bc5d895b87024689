import type { ReadName } from '../../protocol/client-contract.ts';

/** One answer to a GET, as received. An answer that took messages from the system exists nowhere else. */
export interface KeptAnswer {
  /** When it was complete, ISO 8601. */
  at: string;
  what: ReadName;
  instance: string;
  /** HTTP status. */
  status: number;
  body: string;
  /** Every occurrence of a token in the body, in order. */
  tokens: string[];
}
