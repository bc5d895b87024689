import { SerializedQueue } from '../../broker/hazelcast/client/serialized-queue.ts';
import { systemClock } from '../../foundation/async/clock.ts';
import { bytesAMb } from '../http/request-limits.ts';
import { ProvidedLater } from '../http/provided-later.ts';
import type { LedgerView } from '../trace/ledger-route.ts';
import { StageRing } from '../trace/stage-ring.ts';
import type { ClusterService, ServiceContext } from '../cluster-service.ts';
import { serializedText } from '../queue/serialized-text.ts';
import { createMessages } from './app.ts';
import { HazelcastSource } from './hazelcast-source.ts';
import { Inbox } from './inbox.ts';
import { connectLedgerWork } from './connect-ledger-work.ts';
import { startRawWork } from './raw-work.ts';
import { Receiver } from './receiver.ts';
import { RemovingSource } from './removing-source.ts';
import type { Work } from './work.ts';

export function buildMessages({ http }: ServiceContext): ClusterService {
  const { logger, instance } = http;
  const inbox = new Inbox(() => new Date());
  const stages = new StageRing();
  const lateLedger = new ProvidedLater<LedgerView>('no ledger');
  const ledger: LedgerView = { look: async (uuid) => lateLedger.get().look(uuid) };
  let stopWork = nothing;

  return {
    app: createMessages({ http, inbox, trace: { stages, ledger } }),
    path: '/messages',
    clusterRole: 'consumer',
    useCluster: async (connected) => {
      inbox.received.limitTo(connected.retention.shownMb * bytesAMb);
      const queue = new SerializedQueue(
        connected.cluster,
        await connected.cluster.getQueue(connected.settings.queueName),
      );
      const textOf = (item: Buffer): string =>
        serializedText(connected.cluster, item, (reason) => {
          logger.warn(`Unreadable Item in the Queue: ${reason}; Its Producer Should Send Texts`);
        });
      const isRaw = connected.delivery === 'raw';
      const startWork = async (): Promise<Work> => {
        if (isRaw) return startRawWork({ inbox, logger, stages });
        const { work, ledger: opened } = await connectLedgerWork({
          connected,
          inbox,
          instance,
          logger,
          stages,
        });
        lateLedger.provide(opened);
        return work;
      };
      const work = await startWork();
      const receiver = new Receiver({
        source: isRaw ? new RemovingSource(queue, textOf, systemClock) : new HazelcastSource(queue, textOf),
        clock: systemClock,
        onItems: work.take,
        onTrouble: (reason) => {
          logger.warn(`Queue Does Not Answer: ${reason}`);
        },
        onRecovery: () => {
          logger.info('Queue Answers Again');
        },
      });
      receiver.start();
      stopWork = async () => {
        await receiver.stop();
        await work.stop();
      };
    },
    stopWork: () => stopWork(),
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
