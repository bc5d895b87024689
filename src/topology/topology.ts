import { z } from 'zod';
import { isPattern } from '../foundation/text/is-pattern.ts';
import { clientContract } from '../protocol/client-contract.ts';
import { accessShape } from '../protocol/cluster-access.ts';
import { deliveryModes } from '../protocol/delivery-mode.ts';
import { itemForms } from '../protocol/envelope.ts';
import { serviceKinds } from '../protocol/service-kind.ts';
import { shutdownPolicies } from '../protocol/shutdown-policy.ts';

/** A name as it appears on the command line and in log file names. */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);
const port = z.int().min(1).max(65535);

export const runtimeNames = ['auto', 'jvm', 'docker', 'external'] as const;
/** `none`: the system has a broker of its own, and distq starts and observes no members. */
export const clusterRuntimes = [...runtimeNames, 'none'] as const;
/** Through what members are reached: directly, or through proxies by the other members, or by all. */
export const linkKinds = ['direct', 'members', 'all'] as const;
const hazelcastVersions = ['5.4.0', '5.7.0'] as const;

const memberSchema = z.strictObject({
  name: name.describe('name of the member, as used by `distq kill-node`'),
  port: port.describe('TCP port on which the member listens for clients'),
  memberPort: port
    .optional()
    .describe('TCP port on which it listens for the other members, runtime `jvm` only; default: port + 100'),
});

const structureName = z.string().min(1).max(100).describe('name of the structure in Hazelcast');
const backups = z
  .int()
  .min(0)
  .max(6)
  .default(1)
  .describe('synchronous backups kept on other members; fewer than there are members');

const mapSchema = z.strictObject({ name: structureName.default('message-distributed-map'), backups });

const queueSchema = z.strictObject({
  name: structureName.default('message-distributed-queue'),
  backups,
  maxSize: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .default(0)
    .describe('maximum number of items in the queue; 0: unlimited'),
});

export const clusterSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .default('distributed-queue-cluster')
    .describe('name of the Hazelcast cluster'),
  version: z.enum(hazelcastVersions).default('5.7.0').describe('version of Hazelcast'),
  runtime: z
    .enum(clusterRuntimes)
    .default('auto')
    .describe(
      'runtime of the members; `auto` chooses one, `external` uses an existing cluster, `none`: there is no cluster, as if `cluster` were absent',
    ),
  heapMb: z.int().min(64).max(65_536).default(1_024).describe('maximum heap of a member, in MiB'),
  partitions: z
    .int()
    .min(1)
    .max(1_000)
    .default(31)
    .describe("number of partitions; Hazelcast's default, 271, is for many machines"),
  links: z
    .enum(linkKinds)
    .default('direct')
    .describe(
      'who reaches members through proxies, so that it can be cut off (`distq isolate`, `slow`): nobody, the other members, or all, clients included; costs throughput',
    ),
  shutdown: z
    .enum(shutdownPolicies)
    .default('terminate')
    .describe('what SIGTERM does to a member: exit immediately, or migrate its partitions first'),
  splitBrainProtection: z
    .int()
    .min(2)
    .max(6)
    .optional()
    .describe(
      'members that must see each other, or queue and maps refuse to be read and written; a majority of them',
    ),
  map: mapSchema.prefault({}).describe('the map that logs every message'),
  queue: queueSchema.prefault({}).describe('the queue that the messages-services share'),
  members: z
    .array(memberSchema)
    .max(7)
    .default([])
    .describe('the members that distq starts; none with runtime `external`'),
  addresses: z
    .array(z.string().regex(/^[^:\s]+:\d{1,5}$/, 'an address like 127.0.0.1:5701'))
    .max(32)
    .default([])
    .describe('addresses of an existing cluster; runtime `external` only'),
  tls: accessShape.tls.describe(
    'TLS of the existing cluster (Hazelcast Enterprise); runtime `external` only',
  ),
  credentials: accessShape.credentials.describe(
    'credentials for the existing cluster; runtime `external` only',
  ),
});

const keptSeconds = z.int().min(0).max(2_147_483_647).default(0);

const retentionSchema = z.strictObject({
  shownMb: z
    .int()
    .min(1)
    .max(65_536)
    .default(128)
    .describe(
      'memory for the messages that each messages-service and logging-service shows, in MiB; the oldest are forgotten first',
    ),
  logSeconds: keptSeconds.describe('lifetime of a log entry in seconds; 0: unlimited'),
  deliveredSeconds: keptSeconds.describe(
    'how long the ledger remembers which instance received a message, in seconds; 0: unlimited',
  ),
});

const restartSchema = z.strictObject({
  policy: z
    .enum(['always', 'on-failure', 'never'])
    .default('on-failure')
    .describe('when an exited instance is restarted; never after `distq stop`'),
  backoffMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(200)
    .describe('delay before the first restart, in milliseconds; doubles each time'),
  maxBackoffMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(5_000)
    .describe('maximum delay before a restart, in milliseconds'),
  limit: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('maximum restarts within `windowMs`; the next failure is final'),
  windowMs: z
    .int()
    .min(100)
    .max(3_600_000)
    .default(60_000)
    .describe('time window for counting failures, in milliseconds'),
});

const readySchema = z.strictObject({
  http: z
    .string()
    .regex(/^\/\S*$/, 'a path that begins with /')
    .optional()
    .describe('path that answers GET with 2xx; its GET must not consume messages'),
  tcp: z.literal(true).optional().describe('the port accepts a connection'),
  log: z
    .string()
    .min(1)
    .max(1_000)
    .refine(isPattern, 'a regular expression of JavaScript')
    .optional()
    .describe('regular expression that a line of its output matches'),
  running: z.literal(true).optional().describe('ready as soon as it runs'),
  thereafter: z
    .enum(['poll', 'never'])
    .default('poll')
    .describe('whether a ready instance is probed every second'),
});

const serviceSchema = z.strictObject({
  kind: z.enum(serviceKinds).optional().describe("kind of service; default: the service's name"),
  command: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .optional()
    .describe(
      'a foreign program instead: executable and arguments; it reads its port from the variable PORT, or from an argument with {{port}}',
    ),
  cwd: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'working directory of a `command`, relative to the file; default: the directory in which distq runs',
    ),
  ports: z
    .array(port)
    .min(1)
    .max(32)
    .describe('one instance per port: the first listens on the first port, and so on'),
  dependsOn: z
    .array(z.string())
    .default([])
    .describe('services, or `cluster`, that must be ready before this one starts'),
  env: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name: letters, digits and underscores'),
      z.string(),
    )
    .default({})
    .describe('additional environment variables; numbers in quotes'),
  ready: readySchema
    .optional()
    .describe('readiness check; default: /health, or a TCP connection for a `command`'),
  readyTimeoutMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(20_000)
    .describe('timeout for an instance to become ready, in milliseconds'),
  restart: restartSchema.prefault({}).describe('restart policy for an instance that exits by itself'),
});

const brokerSchema = z.strictObject({
  kill: name.describe(
    'the service that is killed as owner of the queue, where distq starts no members that could own it',
  ),
});

const queueItemsSchema = z.strictObject({
  items: z
    .enum(itemForms)
    .default('envelope')
    .describe(
      "what distq's services put into the queue: `envelope`: uuid and text; `text`: the text alone, as other implementations do (only with delivery `raw`)",
    ),
});

export const topologySchema = z.strictObject({
  $schema: z.string().optional().describe('address of the JSON Schema, for editors'),
  name: name.describe('name of the topology'),
  description: z.string().max(500).default('').describe('its purpose in one sentence'),
  delivery: z
    .enum(deliveryModes)
    .default('ledger')
    .describe('what an acknowledgement promises: `ledger`: effectively once; `raw`: only what a queue gives'),
  cluster: clusterSchema
    .prefault({ runtime: 'none' })
    .describe('the Hazelcast cluster; absent: the system has a broker of its own'),
  queue: queueItemsSchema.prefault({}).describe('how messages are in the queue'),
  broker: brokerSchema.optional().describe('a broker that distq does not start'),
  client: z
    .union([z.literal('lab'), clientContract])
    .optional()
    .describe(
      "how to post and read; `lab`: as in the original lab; default: distq's own way. All ports of the topology are then fixed",
    ),
  retention: retentionSchema.prefault({}).describe('how long and how much received messages are kept'),
  services: z.record(name, serviceSchema).describe('the services, by name'),
});

export type Topology = z.output<typeof topologySchema>;
export type ClusterSpec = Topology['cluster'];
export type MemberSpec = ClusterSpec['members'][number];
export type ServiceSpec = Topology['services'][string];
export type RestartSpec = ServiceSpec['restart'];
export type RuntimeName = (typeof clusterRuntimes)[number];
