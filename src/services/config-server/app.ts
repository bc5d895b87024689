import type { FastifyInstance } from 'fastify';
import { createHttp } from '../http/http.ts';
import type { HttpOptions } from '../http/http.ts';
import type { Registry } from './registry.ts';

interface ConfigServerDeps {
  http: HttpOptions;
  registry: Registry;
  /** The values that `GET /settings/KEY` answers. */
  settings: ReadonlyMap<string, unknown>;
}

interface InstancePath {
  name: string;
  instance: string;
}

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const bodyBytes = 16 * 1024;

/** config-server: addresses of all instances, and the shared settings. */
export function createConfigServer({ http, registry, settings }: ConfigServerDeps): FastifyInstance {
  const app = createHttp({ ...http, bodyLimit: bodyBytes });

  app.get<{ Params: { name: string } }>('/services/:name', ({ params }, reply) => {
    const addresses = registry.addresses(params.name);
    return addresses.length === 0
      ? reply.code(404).send({ error: `No Service: '${params.name}'` })
      : reply.send(addresses);
  });

  app.put<{ Params: InstancePath }>('/services/:name/:instance', ({ params, body }, reply) => {
    const { name, instance } = params;
    if (!namePattern.test(name) || !namePattern.test(instance))
      return reply.code(400).send({ error: 'Names Are Lower-Case Words Joined by Hyphens' });
    const address = readAddress(body);
    if (address === undefined) return reply.code(400).send({ error: 'No Address in Request' });
    const isNew = registry.put(name, instance, address, readRun(body));
    if (isNew) http.logger.info(`Registered: ${instance} at ${address}`);
    return reply.code(isNew ? 201 : 200).send({ leaseMs: registry.leaseMs });
  });

  app.delete<{ Params: InstancePath }>('/services/:name/:instance', ({ params, query }, reply) => {
    const { name, instance } = params;
    if (!registry.remove(name, instance, readRun(query)))
      return reply.code(404).send({ error: `No Instance: '${instance}' of '${name}'` });
    http.logger.info(`Deregistered: ${instance}`);
    return reply.code(204).send();
  });

  app.get<{ Params: { key: string } }>('/settings/:key', ({ params }, reply) =>
    settings.has(params.key)
      ? reply.type('application/json; charset=utf-8').send(JSON.stringify(settings.get(params.key)))
      : reply.code(404).send({ error: `No Setting: '${params.key}'` }),
  );

  return app;
}

function readAddress(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('address' in body)) return undefined;
  const { address } = body;
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

/** undefined: not sent. */
function readRun(from: unknown): string | undefined {
  if (typeof from !== 'object' || from === null || !('run' in from)) return undefined;
  return typeof from.run === 'string' ? from.run : undefined;
}
