import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../../foundation/async/wait-for.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { LedgerPlace } from '../../protocol/trace/message-trace.ts';
import { UnavailableError } from '../http/unavailable-error.ts';
import { readOneUuid } from './trace-query.ts';

/** What the ledger knows of a message now. */
export interface LedgerView {
  look: (uuid: string) => Promise<LedgerPlace>;
}

const timeoutMs = 1_500;

/** `GET /trace/ledger?uuid=…`: what the ledger knows of a message. 503 if it does not answer, or there is none. */
export function addLedgerRoute(app: FastifyInstance, ledger: LedgerView): void {
  app.get('/trace/ledger', async ({ query }): Promise<LedgerPlace> => {
    const uuid = readOneUuid(query);
    try {
      return await withDeadline('the ledger', timeoutMs, ledger.look(uuid));
    } catch (error) {
      throw new UnavailableError(`Ledger Unavailable: ${messageOf(error)}`, error);
    }
  });
}
