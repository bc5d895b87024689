import { request } from 'undici';
import { z } from 'zod';
import type { ServiceStatus, SessionStatus } from '../control/contract.ts';
import type { MessageRef } from '../delivery/account.ts';
import { NotReadyError, messageOf } from '../shared/errors.ts';

export type MessageKeeper = 'logging-service' | 'messages-service';

const timeoutMs = 5_000;

/** The most that a service gives at once. */
const pageMessages = 10_000;

/** Only our own services number what they received, and answer by pages. */
const refs = z.array(z.object({ seq: z.int().optional(), uuid: z.string().nullable(), msg: z.string() }));
type Refs = z.output<typeof refs>;

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
    const all: MessageRef[] = [];
    for (let query: string | undefined = `?limit=${pageMessages}`; query !== undefined;) {
      const page = await askPage(`http://127.0.0.1:${port}${path}${query}`);
      // What it was asked for began with the first: it has forgotten those before, and nobody can tell what they were.
      if (all.length === 0 && (page.refs[0]?.seq ?? 1) > 1)
        throw new Error('it has forgotten the oldest; a larger retention.shownMb in the topology keeps them');
      for (const { uuid, msg } of page.refs) all.push({ uuid, msg });
      query = page.nextQuery;
    }
    return [name, all];
  } catch (error) {
    throw new NotReadyError(`${name} does not tell what it received: ${messageOf(error)}`, { cause: error });
  }
}

async function askPage(url: string): Promise<{ refs: Refs; nextQuery: string | undefined }> {
  const { statusCode, headers, body } = await request(url, {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const answer = await body.json();
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  const link = [headers['link']].flat().join();
  return { refs: refs.parse(answer), nextQuery: /(\?[^>]*)>; rel="next"/.exec(link)?.[1] };
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
