import { DistqError, ExitCode } from '../foundation/errors/errors.ts';
import type { RunHolder } from './contract.ts';

/** A run holds the session, and the request would disturb its evidence. Exit 2. */
export class SessionHeldError extends DistqError {
  constructor({ what, pid, since }: RunHolder) {
    super(
      'session-held',
      ExitCode.usage,
      `${what} (process ${pid}) has been running in this session since ${since}, and nothing else may change it`,
      {
        hint: 'wait until it ends (`distq status` shows it), or stop everything: distq down',
      },
    );
  }
}

/** A run cannot begin while another caller's action still changes the session. Exit 2. */
export class SessionBusyError extends DistqError {
  constructor(actions: readonly string[]) {
    super(
      'session-busy',
      ExitCode.usage,
      `another command is changing this session: ${[...new Set(actions)].join(', ')}`,
      { hint: 'try again when it has finished' },
    );
  }
}
