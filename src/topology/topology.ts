import { z } from 'zod';
import { accessShape } from '../protocol/cluster-access.ts';
import { deliveryModes } from '../protocol/delivery-mode.ts';
import { serviceKinds } from '../protocol/service-kind.ts';
import { shutdownPolicies } from '../protocol/shutdown-policy.ts';

/** A name as it appears on the command line and in log file names. */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);
const port = z.int().min(1).max(65535);

export const runtimeNames = ['auto', 'jvm', 'docker', 'external'] as const;
const hazelcastVersions = ['5.4.0', '5.7.0'] as const;

const memberSchema = z.strictObject({
  name: name.describe('name of the member, as used by `distq kill-node`'),
  port: port.describe('TCP port on which the member listens'),
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
    .describe('largest number of items in the queue; 0 means no bound'),
});

const clusterSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .default('distributed-queue-cluster')
    .describe('name of the Hazelcast cluster'),
  version: z.enum(hazelcastVersions).default('5.7.0').describe('version of Hazelcast'),
  runtime: z
    .enum(runtimeNames)
    .default('auto')
    .describe('what the members run as; `auto` chooses, `external` uses an existing cluster'),
  heapMb: z.int().min(64).max(65_536).default(1_024).describe('largest heap of a member, in MiB'),
  partitions: z
    .int()
    .min(1)
    .max(1_000)
    .default(31)
    .describe(
      "parts that the members share out among them; Hazelcast's own number, 271, is for many machines",
    ),
  shutdown: z
    .enum(shutdownPolicies)
    .default('terminate')
    .describe('what SIGTERM does to a member: end at once, or hand its partitions over first'),
  map: mapSchema.prefault({}).describe('the map in which every message is logged'),
  queue: queueSchema.prefault({}).describe('the queue that the messages-services share'),
  members: z
    .array(memberSchema)
    .max(7)
    .default([])
    .describe('the members that distq starts, in this order; none with runtime `external`'),
  addresses: z
    .array(z.string().regex(/^[^:\s]+:\d{1,5}$/, 'an address like 127.0.0.1:5701'))
    .max(32)
    .default([])
    .describe('addresses of an existing cluster; runtime `external` only'),
  tls: accessShape.tls.describe(
    'the existing cluster speaks TLS (Hazelcast Enterprise); runtime `external` only',
  ),
  credentials: accessShape.credentials.describe(
    'what the existing cluster wants from a client; runtime `external` only',
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
      'budget of what each messages-service and logging-service shows of what it received, in MiB; beyond it the oldest are forgotten',
    ),
  logSeconds: keptSeconds.describe('life of an entry of the log, in seconds; 0 means for good'),
  deliveredSeconds: keptSeconds.describe(
    'how long the ledger remembers who received a message, in seconds; 0 means for good',
  ),
});

const restartSchema = z.strictObject({
  policy: z
    .enum(['always', 'on-failure', 'never'])
    .default('on-failure')
    .describe('when an instance that ended is started again; never after `distq stop`'),
  backoffMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(200)
    .describe('pause before the first restart, in milliseconds; doubles each time'),
  maxBackoffMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(5_000)
    .describe('longest pause before a restart, in milliseconds'),
  limit: z
    .int()
    .min(0)
    .max(100)
    .default(5)
    .describe('restarts within `windowMs`; the failure after them gives it up'),
  windowMs: z
    .int()
    .min(100)
    .max(3_600_000)
    .default(60_000)
    .describe('time over which failures are counted, in milliseconds'),
});

const readySchema = z.strictObject({
  http: z
    .string()
    .regex(/^\/\S*$/, 'a path that begins with /')
    .optional()
    .describe('path that answers GET with 2xx; never one whose GET takes messages'),
  tcp: z.literal(true).optional().describe('the port accepts a connection'),
  log: z
    .string()
    .min(1)
    .max(1_000)
    .refine(isPattern, 'a regular expression of JavaScript')
    .optional()
    .describe('regular expression that a line of its output matches'),
  running: z.literal(true).optional().describe('nothing more than that it runs'),
  thereafter: z
    .enum(['poll', 'never'])
    .default('poll')
    .describe('whether a ready instance is probed every second'),
});

const serviceSchema = z.strictObject({
  kind: z
    .enum(serviceKinds)
    .optional()
    .describe("which of distq's services this is, or plays; default: the service's own name"),
  command: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .optional()
    .describe(
      'any program instead: the executable and its arguments; it finds its port in the variable PORT',
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
    .describe('one instance for each port: the first listens on the first port, and so on'),
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
    .describe('what shows that an instance is ready; default: /health, or for a `command` a TCP connection'),
  readyTimeoutMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(20_000)
    .describe('time an instance has to become ready, in milliseconds'),
  restart: restartSchema.prefault({}).describe('what happens when an instance ends by itself'),
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

export const topologySchema = z.strictObject({
  $schema: z.string().optional().describe('address of the JSON Schema, for editors'),
  name: name.describe('name of the topology'),
  description: z.string().max(500).default('').describe('what it is for, in a sentence'),
  delivery: z
    .enum(deliveryModes)
    .default('ledger')
    .describe('what an acknowledgement promises: `ledger` effectively once, `raw` what a queue alone does'),
  cluster: clusterSchema.describe('the Hazelcast cluster'),
  retention: retentionSchema.prefault({}).describe('how much of what was received stays, and how long'),
  services: z.record(name, serviceSchema).describe('the services, by name'),
});

export type Topology = z.output<typeof topologySchema>;
export type ClusterSpec = Topology['cluster'];
export type MemberSpec = ClusterSpec['members'][number];
export type ServiceSpec = Topology['services'][string];
export type RestartSpec = ServiceSpec['restart'];
export type RuntimeName = (typeof runtimeNames)[number];
