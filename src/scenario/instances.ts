import { request } from 'undici';
import { z } from 'zod';
import type { ServiceStatus, SessionStatus } from '../control/contract.ts';
import type { MessageRef } from '../delivery/account.ts';
import { NotReadyError, messageOf } from '../shared/errors.ts';

export type MessageKeeper = 'logging-service' | 'messages-service';

const timeoutMs = 5_000;

const refs = z.array(z.object({ uuid: z.string().nullable(), msg: z.string() }));

/**
 * What each running instance of a service says that it received (`messages-service`) or took (`logging-service`).
 * @throws NotReadyError if one that runs does not answer.
 */
export async function askInstances(
  status: SessionStatus,
  service: MessageKeeper,
): Promise<Record<string, MessageRef[]>> {
  const path = service === 'logging-service' ? '/logging/received' : '/messages/received';
  const running = status.services.filter((instance) => instance.service === service && instance.pid !== null);
  return Object.fromEntries(await Promise.all(running.map((instance) => ask(instance, path))));
}

async function ask({ name, port }: ServiceStatus, path: string): Promise<[string, MessageRef[]]> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const answer = await body.json();
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return [name, refs.parse(answer)];
  } catch (error) {
    throw new NotReadyError(`${name} does not tell what it received: ${messageOf(error)}`, { cause: error });
  }
}

const facadeAnswer = z.object({
  logging: z.object({ instance: z.string(), messages: z.array(z.string()) }),
  messages: z.object({ instance: z.string(), messages: z.array(z.string()) }),
});
export type FacadeAnswer = z.output<typeof facadeAnswer>;

/** One GET on the facade: the log as one logging-service tells it, and the set of one messages-service. */
export async function askFacade(facade: string): Promise<FacadeAnswer> {
  const { statusCode, body } = await request(`${facade}/facade`, {
    headers: { accept: 'application/vnd.distq+json' },
    headersTimeout: timeoutMs * 2,
    bodyTimeout: timeoutMs * 2,
  });
  const answer = await body.json();
  if (statusCode !== 200)
    throw new NotReadyError(`GET ${facade}/facade answered ${statusCode}: ${JSON.stringify(answer)}`);
  return facadeAnswer.parse(answer);
}
