import { shorten } from '../log.ts';
import type { ClusterService, ServiceContext } from '../service.ts';
import { createMessages } from './app.ts';
import { HazelcastSource } from './hazelcast-source.ts';
import { Inbox } from './inbox.ts';
import { Receiver } from './receiver.ts';

export function buildMessages({ http }: ServiceContext): ClusterService {
  const { logger } = http;
  const inbox = new Inbox(() => new Date());
  let receiver: Receiver | undefined;
  return {
    app: createMessages({ http, inbox }),
    path: '/messages',
    role: 'consumer',
    useCluster: async (cluster, { queueName }) => {
      receiver = new Receiver({
        source: new HazelcastSource(await cluster.getQueue(queueName)),
        onItem: (item) => {
          const { message, isDuplicate } = inbox.add(item);
          if (isDuplicate)
            logger.warn(`Duplicate Was Received: '${shorten(message.msg)}' (${message.uuid ?? 'no uuid'})`);
          else logger.info(`Message Was Received: '${shorten(message.msg)}'`);
        },
        onTrouble: (reason) => {
          logger.warn(`Queue Does Not Answer: ${reason}`);
        },
        onRecovery: () => {
          logger.info('Queue Answers Again');
        },
      });
      receiver.start();
    },
    stopWork: async () => {
      await receiver?.stop();
    },
  };
}
