import { z } from 'zod';
import { clientContract } from '../protocol/client-contract.ts';
import { deliveryModes } from '../protocol/delivery-mode.ts';
import { itemForms } from '../protocol/envelope.ts';
import { clusterSchema } from './cluster-schema.ts';
import { name, port } from './names-and-ports.ts';
import { serviceSchema } from './service-schema.ts';

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

const brokerSchema = z.strictObject({
  kill: name.describe(
    'the service that is killed as owner of the queue, where distq starts no members that could own it',
  ),
});

const pageSchema = z.strictObject({
  port: port
    .default(8008)
    .describe('its port on 127.0.0.1; if another program listens there, a free one is used'),
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
  page: z
    .union([z.literal(false), pageSchema])
    .prefault({})
    .describe('the live page of the running lab; `false`: none'),
  retention: retentionSchema.prefault({}).describe('how long and how much received messages are kept'),
  services: z.record(name, serviceSchema).describe('the services, by name'),
});

export type Topology = z.output<typeof topologySchema>;
export type ClusterSpec = Topology['cluster'];
export type MemberSpec = ClusterSpec['members'][number];
export type ServiceSpec = Topology['services'][string];
export type RestartSpec = ServiceSpec['restart'];
