import { Flags } from '@oclif/core';
import type { Session } from '../../control/contract.ts';
import { SessionHeldError } from '../../control/session-held.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';
import type { System } from '../../system/contract/system.ts';
import { createSystem } from '../../system/create-system.ts';
import { completes } from '../frame/completes.ts';

/** For commands that can also use a facade outside any session. */
export const urlFlag = Flags.string({
  description: 'address of the facade (path optional); default: the facade of the running topology',
  helpValue: 'URL',
  ...completes('nothing'),
  parse: (text) => Promise.resolve(parseAddress(text).href),
});

export const timeoutFlag = Flags.integer({
  description: 'milliseconds to wait for each answer',
  helpValue: 'MS',
  default: 10_000,
  min: 1,
  max: 3_600_000,
});

interface FacadeWish {
  /** The flag that sets another address. */
  flag: '--url' | '--target';
  /** true: the command posts messages, which is refused while a run holds the session. */
  posting: boolean;
}

/** Where to post or read, and how. */
export interface Facade {
  url: URL;
  system: System;
}

/**
 * The facade of a session.
 * @throws NotReadyError if its topology has none; SessionHeldError if messages are to be posted while a run holds the
 * session
 */
export async function facadeOf(session: Session, { flag, posting }: FacadeWish): Promise<Facade> {
  const status = await session.status();
  const { topology, run } = status;
  const system = createSystem(status.client);
  const merged = posting ? undefined : system.mergedAddress?.(status);
  const facade = merged?.href ?? status.facade;
  if (posting && run !== null) throw new SessionHeldError(run);
  if (facade === null) {
    throw new NotReadyError(`the topology ${topology} has no facade-service`, {
      hint: `give the address of a facade: ${flag} http://HOST:PORT`,
    });
  }
  return { url: new URL(facade), system };
}

/** @throws UsageError unless it is an HTTP address. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`not an address: ${JSON.stringify(text)}`, {
      hint: 'for example http://127.0.0.1:8080',
    });
  }
  return url;
}
