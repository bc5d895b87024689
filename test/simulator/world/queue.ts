import type { MessageQueue } from '../../../src/services/queue/message-queue.ts';
import type { MessageSource } from '../../../src/services/messages/message-source.ts';
import type { Cluster } from './cluster.ts';
import type { Faults } from '../faults.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { Timeline } from '../timeline.ts';

interface Access {
  cluster: Cluster;
  network: Network;
  process: Process;
}

/** The queue as those reach it who put messages in. */
export function queueOf({ cluster, network, process }: Access): MessageQueue {
  const add = (items: string[]): Promise<boolean> =>
    network.call(process, 'offer', (isAlone) => {
      const isAdded = cluster.queue.add(items, isAlone);
      return {
        value: isAdded,
        text: `${isAdded ? 'offers' : 'finds the queue full for'} ${items.join(' ')}`,
      };
    });
  const read = <T>(value: () => T): Promise<T> =>
    network.call(process, 'read', () => ({ value: value(), text: undefined }));
  return {
    offer: (item) => add([item]),
    addAll: add,
    peek: () => read(() => cluster.queue.items[0]),
  };
}

/** The queue as a consumer reaches it. Of what it takes the backup may not hear, and then it comes again. */
export function sourceOf(access: Access & { timeline: Timeline; faults: Faults }): MessageSource {
  const { cluster, network, process, timeline, faults } = access;
  return {
    poll: (timeoutMs) =>
      network.callLater<string | undefined>(process, 'take', (_isAlone, done) => {
        let isOver = false;
        const end = (item: string | undefined): void => {
          if (isOver) return;
          isOver = true;
          done({ value: item, text: item === undefined ? undefined : `polls ${item}` });
        };
        const stop = cluster.queue.wait(end);
        // Nobody hears of the death of a client whose poll waits: it takes an item with it.
        timeline.at(timeoutMs, () => {
          stop();
          end(undefined);
        });
      }),
    drain: (maxItems) =>
      network.call(process, 'take', () => {
        const items = cluster.queue.take(maxItems, faults.chance(0.1));
        return { value: items, text: items.length === 0 ? undefined : `drains ${items.join(' ')}` };
      }),
  };
}
