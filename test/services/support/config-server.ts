import type { FastifyInstance } from 'fastify';
import { createConfigServer } from '../../../src/services/config-server/app.ts';
import { Registry } from '../../../src/services/config-server/registry.ts';
import { listen } from '../../../src/services/http/listen.ts';
import { testFrame } from './frame.ts';

/** A real config-server on a real port, given or free. */
export async function openConfigServer(
  settings: Record<string, unknown> = {},
  port = 0,
): Promise<{ app: FastifyInstance; registry: Registry; address: string; port: number }> {
  const registry = new Registry({ leaseMs: 3_000, nowMs: () => performance.now() });
  const app = createConfigServer({
    http: testFrame('config-server').http,
    registry,
    settings: new Map(Object.entries(settings)),
  });
  const opened = await listen(app, '127.0.0.1', port);
  return { app, registry, address: `http://127.0.0.1:${opened}`, port: opened };
}
