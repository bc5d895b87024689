import { z } from 'zod';
import { brokerKinds } from '../protocol/broker-kind.ts';
import { clientContract } from '../protocol/client-contract.ts';
import { counts } from '../protocol/counts.ts';
import { accessSchema } from '../protocol/cluster-access.ts';
import { isoTime } from '../protocol/iso-time.ts';
import { cut, linkStatus, slowdown } from '../protocol/links.ts';
import { serviceKinds } from '../protocol/service-kind.ts';
import { schemaVersion } from '../protocol/schema-version.ts';
import { actionResult, survivor } from './session-event.ts';
import { states } from './states.ts';

/** The data that travels over the control socket; both sides check what they receive. */

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGSTOP', 'SIGCONT'] as const;
const signalSchema = z.enum(signals);

export const statusRequest = z.object({ fresh: z.boolean().default(false) });
export const namesRequest = z.object({
  /** Instances, services or members. */
  names: z.array(z.string()),
});
export const restartRequest = namesRequest.extend({ waitUntilSafe: z.boolean().default(true) });
export const killRequest = namesRequest.extend({ signal: signalSchema });
export const killNodeRequest = z.object({ member: z.string().optional(), signal: signalSchema });
/** Finds lines in all kept logs. */
export const findLinesRequest = namesRequest.extend({ containing: z.string().min(1) });
/** No names: all. */
export const logsRequest = namesRequest.extend({
  /** Number of last lines of each log to begin with. */
  tail: z.int().min(0).max(1_000_000),
  follow: z.boolean(),
});
/** No names: all. With names, the numbers of other processes are skipped. */
export const eventsRequest = z.object({ names: z.array(z.string()) });
export const claimRequest = z.object({ what: z.string(), pid: z.int() });
export const releaseRequest = z.object({ id: z.string() });

const state = z.enum(states);

/** null: the member did not answer. */
const answeredCounts = counts.nullable();

/** Suspended by a SIGSTOP that distq sent. Absent: it is not, or not by distq. */
const frozen = z.literal(true).optional();

export const serviceStatus = z.object({
  name: z.string(),
  service: z.string(),
  /** The kind of service, whatever its name; null: another program. */
  kind: z.enum(serviceKinds).nullable(),
  state,
  pid: z.number().nullable(),
  port: z.number(),
  restarts: z.number(),
  frozen,
});

export const memberStatus = z.object({
  name: z.string(),
  address: z.string(),
  state,
  /** Inside a container: the pid that its engine reports. */
  pid: z.number().nullable(),
  /** Id of its container; null or absent for an ordinary process, or if it does not run. */
  container: z.string().nullish(),
  uuid: z.string().nullable(),
  version: z.string().nullable(),
  ownsQueue: z.boolean(),
  queue: answeredCounts,
  map: answeredCounts,
  frozen,
});

/** A run that holds a session, so that nothing else disturbs its evidence. */
export const runHolder = z.object({
  /** Name of the scenario. */
  what: z.string(),
  /** Pid of the command that runs it. */
  pid: z.number(),
  /** ISO 8601. */
  since: z.string(),
});

/** What the supervisor knows about its processes and the cluster. */
export const systemStatus = z.object({
  schemaVersion: z.literal(schemaVersion),
  session: z.string(),
  topology: z.string(),
  /** The product that holds the queue. */
  broker: z.enum(brokerKinds),
  runtime: z.string(),
  /** What an acknowledgement promises; null if no service of distq takes or receives messages. */
  delivery: z.string().nullable(),
  clusterName: z.string(),
  /** Base address of the facade, or null if the topology has none. */
  facade: z.string().nullable(),
  services: z.array(serviceStatus),
  members: z.array(memberStatus),
  queue: z.object({
    name: z.string(),
    size: z.number().nullable(),
    owner: z.string().nullable(),
    backups: z.number(),
    /** 0: unlimited. */
    maxSize: z.number(),
  }),
  map: z.object({ name: z.string(), backups: z.number() }),
  /** Links that are cut or slow. Absent: members cannot be cut off in this session. */
  links: z.array(linkStatus).optional(),
  /** How a client enters the cluster, if that takes more than its name; secrets are named, not contained. */
  access: accessSchema.optional(),
  /** How to post to the services and read from them. Absent: they are distq's own, or speak like them. */
  client: clientContract.optional(),
  /** The service that is killed as owner of the queue, where distq starts no members. */
  brokerService: z.string().optional(),
  /** Address of the live page, with the token that opens it. Absent: there is none. */
  page: z.string().optional(),
});

/** `run` null: no run holds the session. */
export const statusAnswer = systemStatus.extend({ run: runHolder.nullable() });

export const actionAnswer = z.array(actionResult);

/** An action that ended one start of a process and began another. */
export const restartResult = actionResult.extend({
  /** When the previous start was sent its stop signal (ISO 8601); null: it did not run. */
  signalledAt: z.iso.datetime().nullable(),
});
export const restartAnswer = z.array(restartResult);

export const killResult = z.object({
  name: z.string(),
  signal: z.string(),
  pid: z.number(),
  /** ISO 8601; right before the signal was sent, or the container engine was called to send it. */
  signalledAt: z.iso.datetime(),
  /** The process and everything that it started have ended (for SIGSTOP and SIGCONT: the signal was sent). */
  hit: z.boolean(),
  /** Processes that still run although the process has ended; absent if there are none. */
  survivors: z.array(survivor).optional(),
});
export const killAnswer = z.array(killResult);

export const killNodeAnswer = killResult.extend({
  /** Right before the signal every partition had its backups; otherwise items without a backup may be lost. */
  clusterSafe: z.boolean(),
  /** Member that owned the queue right before the signal; null if unknown. */
  ownerBefore: z.string().nullable(),
  /** Member that owns it after the cluster has noticed the death; null if none was seen in time. */
  ownerAfter: z.string().nullable(),
});

/** `members` empty: the owner of the queue. */
export const isolateRequest = z.object({ members: z.array(z.string()), cut });
/** `members` empty: the owner of the queue. */
export const slowRequest = z.object({ members: z.array(z.string()), slowdown });
/** `members` empty: all. */
export const healRequest = z.object({ members: z.array(z.string()) });

export const linksAnswer = z.object({
  members: z.array(z.string()),
  /** ISO 8601; when it was done. */
  at: isoTime,
  /** The links of these members afterwards: those that are cut or slow; after a heal all. */
  links: z.array(linkStatus),
});

export const logLine = z.object({ name: z.string(), line: z.string() });

/** The first line of an answered claim, and the last: the session ends during the run. */
export const claimLine = z.union([z.object({ id: z.string() }), z.object({ ended: z.string() })]);
