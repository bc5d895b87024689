import type { MessageQueue } from '../../../src/services/queue/message-queue.ts';
import type { MessageSource } from '../../../src/services/messages/message-source.ts';
import type { Faults } from '../faults.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import type { Timeline } from '../timeline.ts';

interface Access {
  network: Network;
  process: Process;
}

/** The queue as those reach it who put messages in. */
export function queueOf({ network, process }: Access): MessageQueue {
  const add = (items: string[]): Promise<boolean> =>
    network.call(process, 'offer', (reach) => {
      const isAdded = reach.queue.add(items);
      return {
        value: isAdded,
        text: `${isAdded ? 'offers' : 'finds the queue full for'} ${items.join(' ')}`,
      };
    });
  return {
    offer: (item) => add([item]),
    addAll: add,
    peek: () => network.call(process, 'read', ({ queue }) => ({ value: queue.head(), text: undefined })),
  };
}

/** The queue as a consumer reaches it. Of what it takes the backup may not hear, and then it comes again. */
export function sourceOf(access: Access & { timeline: Timeline; faults: Faults }): MessageSource {
  const { network, process, timeline, faults } = access;
  return {
    poll: (timeoutMs) =>
      network.callLater<string | undefined>(process, 'take', ({ queue }, done) => {
        let isOver = false;
        const end = (item: string | undefined): void => {
          if (isOver) return;
          isOver = true;
          done({ value: item, text: item === undefined ? undefined : `polls ${item}` });
        };
        const stop = queue.wait(end);
        // Nobody hears of the death of a client whose poll waits: it takes an item with it.
        timeline.at(timeoutMs, () => {
          stop();
          end(undefined);
        });
      }),
    drain: (maxItems) =>
      network.call(process, 'take', ({ queue }) => {
        const items = queue.take(maxItems, faults.chance(0.1));
        return { value: items, text: items.length === 0 ? undefined : `drains ${items.join(' ')}` };
      }),
  };
}

/** The queue as a consumer without a ledger reaches it: it removes by value what it has read. */
export function removableOf({ network, process, faults }: Access & { faults: Faults }) {
  return {
    peek: () =>
      network.call(process, 'read', ({ queue }) => {
        const head = queue.head();
        return { value: head === undefined ? undefined : Buffer.from(head), text: undefined };
      }),
    remove: (item: Buffer) =>
      network.call(process, 'take', ({ queue }) => {
        const wasThere = queue.remove(String(item), faults.chance(0.1));
        return { value: wasThere, text: `${wasThere ? 'removes' : 'does not find'} ${String(item)}` };
      }),
  };
}
