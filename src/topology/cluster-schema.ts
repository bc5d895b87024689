import { z } from 'zod';
import { accessShape } from '../protocol/cluster-access.ts';
import { shutdownPolicies } from '../protocol/shutdown-policy.ts';
import { name, port } from './names-and-ports.ts';

export const runtimeNames = ['auto', 'jvm', 'docker', 'external'] as const;
/** `none`: the system has a broker of its own, and distq starts and observes no members. */
export const clusterRuntimes = [...runtimeNames, 'none'] as const;
/** Which links can be cut: none, those between members, or all, those with clients included. */
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
      'what can be cut off (`distq isolate`, `slow`): nothing, members from each other, or all, clients included; proxies cost throughput',
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
  heartbeatTimeoutSeconds: z
    .int()
    .min(2)
    .max(60)
    .default(5)
    .describe(
      'seconds without a heartbeat after which a member counts as dead; with fewer, posts go on earlier after a freeze, and a busy machine may be taken for a dead member',
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

export type RuntimeName = (typeof clusterRuntimes)[number];
