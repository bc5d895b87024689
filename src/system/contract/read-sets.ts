import type { SessionStatus } from '../../control/contract.ts';
import type { MessageRef } from './message-ref.ts';
import type { MessageSets } from './message-sets.ts';

/**
 * All messages of each running instance, by instance name.
 * @throws NotReadyError if one does not answer before `signal` is aborted
 */
export async function readSets(
  sets: MessageSets,
  status: Pick<SessionStatus, 'services'>,
  signal: AbortSignal,
): Promise<Record<string, MessageRef[]>> {
  const read = sets.running(status).map(async (instance) => {
    const all: MessageRef[] = [];
    for await (const { messages } of sets.pages(instance, { signal }))
      for (const message of messages) all.push(message);
    return [instance.name, all] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
