import { z } from 'zod';

/** A name as it appears on the command line and in log file names. */
const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);
const port = z.int().min(1).max(65535);

export const serviceKinds = [
  'config-server',
  'facade-service',
  'logging-service',
  'messages-service',
] as const;
export const runtimeNames = ['auto', 'jvm', 'docker', 'external'] as const;
export const hazelcastVersions = ['5.4.0', '5.7.0'] as const;
export const deliveryModes = ['raw'] as const;

const memberSchema = z.strictObject({
  name: name.describe('name of the member, as used by `distq kill-node`'),
  port: port.describe('TCP port on which the member listens'),
});

const structureSchema = z.strictObject({
  name: z.string().min(1).max(100).describe('name of the structure in Hazelcast'),
  backups: z.int().min(0).max(6).default(1).describe('synchronous backups kept on other members'),
});

const clusterSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .default('distributed-queue-cluster')
    .describe('name of the Hazelcast cluster'),
  version: z.enum(hazelcastVersions).default('5.7.0').describe('version of Hazelcast'),
  runtime: z.enum(runtimeNames).default('auto').describe('what the members run as; `auto` chooses'),
  heapMb: z.int().min(64).max(65536).default(256).describe('largest heap of a member, in MiB'),
  map: structureSchema
    .default({ name: 'message-distributed-map', backups: 1 })
    .describe('the map in which every message is logged'),
  queue: structureSchema
    .extend({ maxSize: z.int().min(0).default(0).describe('largest number of items; 0 means no bound') })
    .default({ name: 'message-distributed-queue', backups: 1, maxSize: 0 })
    .describe('the queue that the messages-services share'),
  members: z.array(memberSchema).max(7).default([]).describe('the members, in start order'),
  addresses: z
    .array(z.string().regex(/^[^:\s]+:\d{1,5}$/, 'an address like 127.0.0.1:5701'))
    .default([])
    .describe('addresses of an existing cluster; runtime `external` only'),
});

const restartSchema = z.strictObject({
  policy: z.enum(['always', 'on-failure', 'never']).default('on-failure'),
  backoffMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(200)
    .describe('pause before the first restart; doubles each time'),
  maxBackoffMs: z.int().min(10).max(600_000).default(5_000),
  limit: z.int().min(0).max(100).default(5).describe('failures within `windowMs` after which it is given up'),
  windowMs: z.int().min(100).max(3_600_000).default(60_000),
});

const serviceSchema = z.strictObject({
  kind: z
    .enum(serviceKinds)
    .optional()
    .describe("which of distq's services this is; default: the service's own name"),
  command: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'any program instead: the executable and its arguments; it finds its port in the variable PORT',
    ),
  ports: z.array(port).min(1).max(32).describe('one instance for each port'),
  dependsOn: z.array(z.string()).default([]).describe('services (or `cluster`) that must be ready before'),
  env: z.record(z.string(), z.string()).default({}).describe('additional environment variables'),
  readyPath: z.string().startsWith('/').default('/health').describe('path that answers 2xx once it is ready'),
  readyTimeoutMs: z.int().min(100).max(600_000).default(20_000),
  restart: restartSchema.prefault({}),
});

export const topologySchema = z.strictObject({
  $schema: z.string().optional(),
  name,
  description: z.string().max(500).default(''),
  delivery: z.enum(deliveryModes).default('raw').describe('what an acknowledgement promises'),
  cluster: clusterSchema,
  services: z.record(name, serviceSchema),
});

export type Topology = z.output<typeof topologySchema>;
export type ClusterSpec = Topology['cluster'];
export type MemberSpec = ClusterSpec['members'][number];
export type ServiceSpec = Topology['services'][string];
export type RestartSpec = ServiceSpec['restart'];
export type ServiceKind = (typeof serviceKinds)[number];
export type RuntimeName = (typeof runtimeNames)[number];
