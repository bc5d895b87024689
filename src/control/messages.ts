import { z } from 'zod';
import { accessShape } from '../protocol/cluster-access.ts';
import { states } from './contract.ts';
import { serviceKinds } from '../protocol/service-kind.ts';
import { schemaVersion } from '../protocol/schema-version.ts';

/** What travels over the control socket, checked on arrival on both sides. */

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGSTOP', 'SIGCONT'] as const;
const signalSchema = z.enum(signals);

export const statusRequest = z.object({ fresh: z.boolean().default(false) });
export const namesRequest = z.object({ names: z.array(z.string()) });
export const restartRequest = namesRequest.extend({ waitUntilSafe: z.boolean().default(true) });
export const killRequest = namesRequest.extend({ signal: signalSchema });
export const killNodeRequest = z.object({ member: z.string().optional(), signal: signalSchema });
export const findLinesRequest = namesRequest.extend({ containing: z.string().min(1) });
export const logsRequest = namesRequest.extend({ tail: z.int().min(0).max(1_000_000), follow: z.boolean() });

export const eventsRequest = z.object({ names: z.array(z.string()) });
export const claimRequest = z.object({ what: z.string(), pid: z.int() });
export const releaseRequest = z.object({ id: z.string() });

const state = z.enum(states);
const counts = z.object({ owned: z.number(), backup: z.number() });

export const statusAnswer = z.object({
  schemaVersion: z.literal(schemaVersion),
  session: z.string(),
  topology: z.string(),
  runtime: z.string(),
  delivery: z.string().nullable(),
  clusterName: z.string(),
  facade: z.string().nullable(),
  services: z.array(
    z.object({
      name: z.string(),
      service: z.string(),
      kind: z.enum(serviceKinds).nullable(),
      state,
      pid: z.number().nullable(),
      port: z.number(),
      restarts: z.number(),
    }),
  ),
  members: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      state,
      pid: z.number().nullable(),
      container: z.string().nullish(),
      uuid: z.string().nullable(),
      version: z.string().nullable(),
      ownsQueue: z.boolean(),
      queue: counts.nullable(),
      map: counts.nullable(),
    }),
  ),
  queue: z.object({
    name: z.string(),
    size: z.number().nullable(),
    owner: z.string().nullable(),
    backups: z.number(),
    maxSize: z.number(),
  }),
  map: z.object({ name: z.string(), backups: z.number() }),
  access: z.object(accessShape).optional(),
  run: z.object({ what: z.string(), pid: z.number(), since: z.string() }).nullable(),
});

const survivor = z.object({
  pid: z.number().nullable(),
  command: z.string().nullable(),
  port: z.number().nullable(),
});
const survivors = z.array(survivor).optional();

const actionResult = z.object({ name: z.string(), state, pid: z.number().nullable(), survivors });
export const actionAnswer = z.array(actionResult);
export const restartAnswer = z.array(actionResult.extend({ signalledAt: z.iso.datetime().nullable() }));

const killResult = z.object({
  name: z.string(),
  signal: z.string(),
  pid: z.number(),
  signalledAt: z.iso.datetime(),
  hit: z.boolean(),
  survivors,
});
export const killAnswer = z.array(killResult);
export const killNodeAnswer = killResult.extend({
  clusterSafe: z.boolean(),
  ownerBefore: z.string().nullable(),
  ownerAfter: z.string().nullable(),
});

export const logLine = z.object({ name: z.string(), line: z.string() });
export const stateChange = z.object({
  at: z.string(),
  name: z.string(),
  from: state,
  to: state,
  generation: z.number(),
  pid: z.number().nullable(),
  reason: z.string().nullable(),
});

export const sessionEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('snapshot'),
    number: z.number(),
    missed: z.number(),
    processes: z.array(actionResult),
  }),
  stateChange.extend({ event: z.literal('change'), number: z.number() }),
  z.object({ event: z.literal('end'), number: z.number() }),
]);

/** The first line of an answered claim, and the last: the session ends under the run. */
export const claimLine = z.union([z.object({ id: z.string() }), z.object({ ended: z.string() })]);
