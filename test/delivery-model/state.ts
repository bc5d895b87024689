/**
 * The delivery of one message, small enough to look at every interleaving: two posts of one key (the second may go to a facade that was
 * restarted, while the first is still under way), two consumers with a relay each, and a cluster whose operations are atomic. Other messages
 * that were marked pending with it are there only as what they do to the entries that they share. Being frozen is not being scheduled; time is left
 * out, so that every lease may have run out at any moment.
 */
export interface State {
  attempts: [Attempt, Attempt];
  consumers: [Consumer, Consumer];
  isLogged: boolean;
  /** Items in the queue; all are the same message. */
  queue: number;
  /** 0: not pending; else which write of the entry this is. */
  pending: number;
  writes: number;
  /** Which consumer the message is recorded for. */
  delivered: Index | null;
  /** 0: nothing is recorded under its key; else which write of that entry this is: others of a new group are recorded there as well. */
  recordWrites: number;
  /** Its last write is with the owner alone: the backup did not answer, so whoever wrote it was told that it failed. */
  isRecordAlone: boolean;
  /** Operations that will still be carried out, though whoever asked for them is dead or has given up. */
  late: Late[];
  /** How much may still go wrong. */
  faults: number;
  /** How often others that share its entries may still change them. */
  neighbours: number;
  /** How often a relay may still take an item for gone that is in the queue. */
  wrongGuesses: number;
}

export type Index = 0 | 1;
export type Answer = 'acknowledged' | 'refused' | 'unknown';
export type Late = 'offer' | 'mark pending' | 'record 0' | 'record 1';

export interface Attempt {
  at: 'unsent' | 'log' | 'check' | 'repeat' | 'offer' | 'mark pending' | 'answer' | 'over';
  /** Nothing of an earlier attempt can be under way. */
  isFirst: boolean;
  answer: Answer | null;
}

export interface Consumer {
  isUp: boolean;
  /** What it does with the item it took; `own`: recorded for itself. */
  hand: 'empty' | 'polled' | 'sharing' | 'own' | 'shown' | 'striking';
  /** With `striking` the write of the pending entry, with `sharing` that of the delivered one, that it has read. */
  read: number;
  isShown: boolean;
  relay: Relay;
}

export type Relay =
  | { at: 'idle' }
  | { at: 'read'; pending: number }
  | { at: 'act'; pending: number; recorded: Index | null }
  | { at: 'claimed' };

const attempt: Attempt = { at: 'unsent', isFirst: true, answer: null };
const consumer: Consumer = { isUp: true, hand: 'empty', read: 0, isShown: false, relay: { at: 'idle' } };

export interface Limits {
  /** Posts of the one key. */
  attempts: 1 | 2;
  faults: number;
  wrongGuesses: number;
  /** Default 0: the message is alone. */
  neighbours?: number;
}

export function initialState({ attempts, faults, wrongGuesses, neighbours = 0 }: Limits): State {
  return {
    attempts: [{ ...attempt, at: 'log' }, attempts === 2 ? attempt : { ...attempt, at: 'over' }],
    consumers: [consumer, consumer],
    isLogged: false,
    queue: 0,
    pending: 0,
    writes: 0,
    delivered: null,
    recordWrites: 0,
    isRecordAlone: false,
    late: [],
    faults,
    neighbours,
    wrongGuesses,
  };
}
