import type { Session } from '../../control/contract.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { askedMessage } from '../../protocol/trace/asked-message.ts';
import type { Trace } from '../../protocol/trace/message-trace.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import { createSystem } from '../../system/create-system.ts';

const timeoutMs = 2_000;
/** Services keep 200 of a text; more would not fit into the address of a request. */
const mostCharacters = 1_000;

/**
 * What the services know of a message, as `distq trace` asks them; at most three times 2 s.
 * @param query has `text` (a UUID counts as one) or `uuid`
 * @throws UsageError if it has neither, or if the services of the lab tell no stages
 */
export async function findTrace(
  session: Pick<Session, 'status'>,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Trace> {
  const asked = askedIn(query);
  const status = await session.status();
  const collect = requireAbility(createSystem(status.client).trace, 'the way of a message');
  return collect(asked, status, { timeoutMs, signal });
}

function askedIn(query: URLSearchParams): Trace['asked'] {
  const uuid = query.get('uuid');
  const named = uuid ?? query.get('text') ?? '';
  if (named === '' || named.length > mostCharacters)
    throw new UsageError(`expected text=… or uuid=…, with 1 to ${mostCharacters} characters`);
  const asked = askedMessage(named);
  if (uuid !== null && !('uuid' in asked)) throw new UsageError(`${JSON.stringify(uuid)} is not a UUID`);
  return asked;
}
