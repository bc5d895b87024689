import { z } from 'zod';
import { InvalidFileError, messageOf } from '../../foundation/errors/errors.ts';
import { createConfigServer } from '../config-server/app.ts';
import { Registry } from '../config-server/registry.ts';
import { listen } from '../http/listen.ts';
import { Readiness } from '../http/readiness.ts';
import type { StartOptions, StartedService } from './started-service.ts';

const leaseMs = 3_000;

/** Starts config-server. It depends on no other service, and must not import the client of the cluster. */
export async function startConfigServer(options: StartOptions): Promise<StartedService> {
  const { kind, instance, host, publicHost, port, logger } = options;
  const app = createConfigServer({
    http: { service: kind, instance, host, publicHost, logger, readiness: new Readiness(undefined) },
    registry: new Registry({ leaseMs, nowMs: () => performance.now() }),
    settings: readSettings(options.settings),
  });
  return { port: await listen(app, host, port), ready: Promise.resolve(), stop: () => app.close() };
}

/** @param text JSON object of the settings, from the supervisor */
function readSettings(text = '{}'): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text))));
  } catch (error) {
    throw new InvalidFileError(`DISTQ_SETTINGS is not a JSON object: ${messageOf(error)}`, { cause: error });
  }
}
