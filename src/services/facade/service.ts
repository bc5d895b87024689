import { v4 } from 'uuid';
import { systemClock } from '../../foundation/async/clock.ts';
import { Discovery } from '../call/discovery.ts';
import { ProvidedLater } from '../http/provided-later.ts';
import { HazelcastQueue } from '../queue/hazelcast-queue.ts';
import { openHazelcastLedger } from '../ledger/hazelcast-ledger.ts';
import type { LedgerView } from '../trace/ledger-route.ts';
import { StageRing } from '../trace/stage-ring.ts';
import type { ClusterService, ServiceContext } from '../cluster-service.ts';
import { AnswerReader } from './answer-reader.ts';
import { createFacade } from './app.ts';
import type { Delivery } from './delivery.ts';
import { LedgerDelivery } from './ledger-delivery.ts';
import { LogClient } from './log-client.ts';
import { Poster } from './poster.ts';
import { RawDelivery } from './raw-delivery.ts';
import { RepeatGuard } from './repeat-guard.ts';
import { UuidPool } from './uuid-pool.ts';

/**
 * Time for all attempts together. A frozen instance costs one attempt before the next is tried. Until the death of a
 * member is detected (heartbeat timeout 5 s), no instance can answer.
 */
const bounds = { timeoutMs: 8_000, attemptTimeoutMs: 1_500 };
const batchBounds = { timeoutMs: 12_000, attemptTimeoutMs: 5_000 };
/**
 * The whole log may be large: an answer must start in time and make progress. A client that reads nothing is dropped
 * after a minute, see json-stream.ts.
 */
const readBounds = { timeoutMs: 6_000, attemptTimeoutMs: 2_500, idleTimeoutMs: 10_000, heldMs: 15_000 };
// A dead member whose connections stay open (a container) is detected after the heartbeat timeout of 5 s.
const deliveryTimeoutMs = 8_000;

export function buildFacade({ http, client, configServer }: ServiceContext): ClusterService {
  const { logger } = http;
  const late = new ProvidedLater<Delivery>('not connected to the cluster');
  const lateLedger = new ProvidedLater<LedgerView>('no ledger');
  const stages = new StageRing();
  const lateUuids = new ProvidedLater<UuidPool>('not connected to the cluster');
  const discovery = new Discovery({
    http: client,
    configServer,
    nowMs: () => performance.now(),
    onTrouble: (reason) => {
      logger.warn(`Config-Server Does Not Answer: ${reason}`);
    },
  });
  const calls = { http: client, discovery, random: Math.random };
  const poster = new Poster({
    log: new LogClient({ ...calls, bounds, batchBounds }),
    delivery: {
      deliver: async (messages, deadline) => late.get().deliver(messages, deadline),
      taken: async (messages, deadline) => late.get().taken(messages, deadline),
      mayRepeat: (uuid) => late.get().mayRepeat(uuid),
    },
    guard: new RepeatGuard(),
    newUuids: (count) => lateUuids.get().take(count),
    logger,
    clock: systemClock,
    deliveryTimeoutMs,
    stages,
  });
  return {
    app: createFacade({
      http,
      poster,
      reader: new AnswerReader({ ...calls, ...readBounds }),
      trace: { stages, ledger: { look: async (uuid) => lateLedger.get().look(uuid) } },
    }),
    path: '/facade',
    clusterRole: 'producer',
    useCluster: async ({ cluster, settings, delivery }) => {
      const partitions = cluster.getPartitionService();
      lateUuids.provide(
        new UuidPool({ newUuid: v4, partitionOf: (uuid) => partitions.getPartitionId(uuid) }),
      );
      const queue = new HazelcastQueue(await cluster.getQueue(settings.queueName));
      if (delivery === 'raw') {
        late.provide(new RawDelivery({ queue, clock: systemClock, items: settings.items, stages }));
        return;
      }
      const ledger = await openHazelcastLedger(cluster);
      lateLedger.provide(ledger);
      late.provide(new LedgerDelivery({ queue, ledger, clock: systemClock, newUuid: v4, stages }));
    },
    stopWork: () => Promise.resolve(),
  };
}
