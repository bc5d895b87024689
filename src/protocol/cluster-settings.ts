import { z } from 'zod';
import { itemForms } from './envelope.ts';
import { accessShape } from './cluster-access.ts';

const hostAndPort = z.string().regex(/^.+:\d+$/, 'must be HOST:PORT');

/**
 * What a client needs to use the cluster. The supervisor passes it to the config-server, which serves it at `GET
 * /settings/cluster`.
 */
export const clusterSettings = z.object({
  clusterName: z.string().min(1),
  /** host:port */
  addresses: z.array(z.string()).min(1),
  /** Translates the address that a member announces into the address at which it is reached; each host:port. */
  addressTranslation: z.record(z.string(), hostAndPort).optional(),
  mapName: z.string().min(1),
  queueName: z.string().min(1),
  /** What the facade puts into the queue; default: envelopes. */
  items: z.enum(itemForms).optional(),
  ...accessShape,
});
export type ClusterSettings = z.output<typeof clusterSettings>;
