import type { Message } from '../queue/message.ts';
import type { Outcome } from './delivery.ts';

/** The answer to a client about a message. */
export type PostAnswer =
  | { status: 200 | 201; message: Message }
  /** Refused: it certainly does not arrive. 504: unknown. */
  | { status: 400 | 413 | 500 | 503 | 504; error: string };

const queueFull = 'Queue Full';

/** The answer for the outcome of a logged message. */
export function answerOutcome(message: Message, outcome: Outcome): PostAnswer {
  switch (outcome) {
    case 'delivered':
      return { status: 201, message };
    case 'full':
      return { status: 503, error: queueFull };
    case 'unknown':
      return { status: 504, error: 'Outcome Unknown' };
  }
}

/** Whether the message was logged but not delivered, because the queue was full. */
export function isQueueFull(answer: PostAnswer): boolean {
  return 'error' in answer && answer.error === queueFull;
}
