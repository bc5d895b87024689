import { setTimeout as sleep } from 'node:timers/promises';
import { wasNeverSent } from '../../foundation/errors/never-sent.ts';
import { chooseInTurn } from './choose-in-turn.ts';
import type { Deadline } from './deadline.ts';
import { UnavailableError } from '../http/unavailable-error.ts';

export interface Attempt {
  /** Base address of the chosen instance. */
  address: string;
  timeoutMs: number;
  /** An earlier attempt failed and may have had an effect. */
  isAfterUnknown: boolean;
}

interface CallAnyOptions<T> {
  /** Error text if none answers. */
  unavailable: string;
  /** @param isFresh true: the last addresses failed */
  addresses: (isFresh: boolean) => Promise<string[]>;
  random: () => number;
  deadline: Deadline;
  attemptTimeoutMs: number;
  /** Rejects if another instance should be tried. */
  attempt: (attempt: Attempt) => Promise<T>;
}

const roundPauseMs = 50;

/**
 * Calls instances in random order until one answers. After all failed it starts again with fresh addresses, unless
 * every connection was refused.
 * @throws UnavailableError if none answers within the deadline
 */
export async function callAny<T>(options: CallAnyOptions<T>): Promise<T> {
  const { addresses, random, deadline, attemptTimeoutMs, attempt, unavailable } = options;
  let isAfterUnknown = false;
  let lastError: unknown;
  for (let isFresh = false; ; isFresh = true) {
    let isHopeful = !isFresh;
    for (const address of chooseInTurn(await addresses(isFresh), random)) {
      const timeoutMs = Math.min(attemptTimeoutMs, deadline.leftMs);
      if (timeoutMs === 0) break;
      try {
        return await attempt({ address, timeoutMs, isAfterUnknown });
      } catch (error) {
        lastError = error;
        if (wasNeverSent(error)) continue;
        isAfterUnknown = true;
        isHopeful = true;
      }
    }
    if (!isHopeful || deadline.leftMs <= roundPauseMs) throw new UnavailableError(unavailable, lastError);
    if (isFresh) await sleep(roundPauseMs);
  }
}
