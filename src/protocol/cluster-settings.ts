import { z } from 'zod';
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
  /** Maps an address that a member announces to the address that reaches it; each host:port. */
  addressTranslation: z.record(z.string(), hostAndPort).optional(),
  mapName: z.string().min(1),
  queueName: z.string().min(1),
  ...accessShape,
});
export type ClusterSettings = z.output<typeof clusterSettings>;
