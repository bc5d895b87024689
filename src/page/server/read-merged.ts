import type { Session } from '../../control/contract.ts';
import { NothingRunningError } from '../../foundation/errors/errors.ts';
import type { MergedAnswer } from '../../system/contract/merged-answer.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import { createSystem } from '../../system/create-system.ts';
import type { ReadMessages, ReadPart } from '../wire/read-messages.ts';

const timeoutMs = 30_000;
const mostTexts = 20;
const mostCharacters = 200;

/**
 * Reads the log and the received messages through the facade, as `distq get`.
 * @throws NothingRunningError if the topology has no facade; NotReadyError if it does not answer
 */
export async function readMerged(
  session: Session,
  signal: AbortSignal,
): Promise<{ done: string; read: ReadMessages }> {
  const status = await session.status();
  const system = createSystem(status.client);
  const url = system.mergedAddress?.(status)?.href ?? status.facade;
  if (url === null)
    throw new NothingRunningError('this topology has no facade that returns messages', {
      hint: 'start one that has: distq up -t lab',
    });
  const ask = requireAbility(system.readMerged, 'log and received messages together');
  const { logging, messages } = await ask(new URL(url), timeoutMs, signal);
  const read = { logging: shortened(logging), messages: shortened(messages) };
  const done = `${read.logging.instance} returned ${read.logging.count} logged, ${read.messages.instance} ${read.messages.count} received messages`;
  return { done, read };
}

function shortened({ instance, messages }: MergedAnswer['logging']): ReadPart {
  const texts = messages.slice(-mostTexts).map((text) => text.slice(0, mostCharacters));
  return { instance, count: messages.length, texts };
}
