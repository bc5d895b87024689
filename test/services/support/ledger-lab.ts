import type { Client, IQueue } from 'hazelcast-client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { connectToCluster } from '../../../src/broker/hazelcast/client/cluster-connection.ts';
import { SerializedQueue } from '../../../src/broker/hazelcast/client/serialized-queue.ts';
import { systemClock, type Clock } from '../../../src/foundation/async/clock.ts';
import { Deadline } from '../../../src/services/call/deadline.ts';
import { LedgerDelivery } from '../../../src/services/facade/ledger-delivery.ts';
import { HazelcastQueue } from '../../../src/services/queue/hazelcast-queue.ts';
import { openHazelcastLedger } from '../../../src/services/ledger/hazelcast-ledger.ts';
import type { Ledger } from '../../../src/services/ledger/ledger.ts';
import type { Message, PostedMessage } from '../../../src/services/queue/message.ts';
import { HazelcastSource } from '../../../src/services/messages/hazelcast-source.ts';
import { Inbox } from '../../../src/services/messages/inbox.ts';
import { LedgerIntake, receivedFrom } from '../../../src/services/messages/ledger-intake.ts';
import { serializedText } from '../../../src/services/queue/serialized-text.ts';
import { groupUuid } from '../../../src/protocol/uuid.ts';
import { Relay } from '../../../src/services/messages/relay.ts';
import { PendingCleaner } from '../../../src/services/messages/pending-cleaner.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';

export const leaseMs = 5_000;

interface Started {
  real: RealCluster;
  client: Client;
  ledger: Ledger;
  queue: IQueue<string>;
}

/** A ledger and a queue in a real member, and the parts of the services that use them. */
export class LedgerLab {
  /** What the parts take for the time; a test moves it on instead of waiting. */
  nowMs = 0;
  #started: Started | undefined;

  /** One for all tests of a file: before each of them queue and pending map are emptied. What was delivered stays. */
  static ofThisFile(): LedgerLab {
    const lab = new LedgerLab();
    beforeAll(() => lab.#start());
    beforeEach(() => lab.#reset());
    afterAll(() => lab.#stop());
    return lab;
  }

  get ledger(): Ledger {
    return this.#running.ledger;
  }

  get queue(): IQueue<string> {
    return this.#running.queue;
  }

  get #running(): Started {
    if (this.#started === undefined) throw new Error('the lab is not started');
    return this.#started;
  }

  async #start(): Promise<void> {
    const real = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
    const client = await connectToCluster(real.settings, { role: 'producer', name: 'test' });
    const queue = await client.getQueue<string>(real.settings.queueName);
    this.#started = { real, client, queue, ledger: await openHazelcastLedger(client) };
  }

  async #stop(): Promise<void> {
    await this.#started?.client.shutdown();
    await this.#started?.real.stop();
  }

  async #reset(): Promise<void> {
    const { ledger, queue } = this;
    this.nowMs = 1_000_000;
    await queue.clear();
    for await (const groups of ledger.pendingBefore(Infinity))
      await ledger.clearPending(groups.map(({ id }) => id));
  }

  /** Two, under names of their own: the delivered map is never emptied. */
  consumers(): [Consumer, Consumer] {
    const id = randomUUID();
    return [this.consumer(`one-${id}`), this.consumer(`two-${id}`)];
  }

  /** A messages-service without its process: it polls, records and relays when told. */
  consumer(instance: string) {
    const { client, ledger, queue } = this.#running;
    const clock = this.#clock();
    const inbox = new Inbox(() => new Date());
    const source = new HazelcastSource(new SerializedQueue(client, queue), (item) =>
      serializedText(client, item),
    );
    const ignore = (): void => undefined;
    const intake = new LedgerIntake({
      ledger,
      inbox,
      instance,
      clock,
      newUuid: randomUUID,
      onShown: ignore,
      onSettledElsewhere: ignore,
      onTrouble: ignore,
    });
    const cleaner = new PendingCleaner({ ledger, clock, onTrouble: ignore });
    let relayed = 0;
    const relay = new Relay({
      ledger,
      queue: new HazelcastQueue(queue),
      instance,
      leaseMs,
      clock,
      isShown: ({ uuid }) => inbox.has(uuid),
      show: (settled) => {
        inbox.show(receivedFrom(settled), settled.uuid);
      },
      onRelayed: (count) => (relayed += count),
      onTrouble: ignore,
    });
    return {
      instance,
      inbox,
      intake,
      relay,
      relayed: () => relayed,
      poll: () => source.drain(100),
      receive: async () => {
        cleaner.add(await intake.take(await source.drain(100)));
        await cleaner.finish();
      },
    };
  }

  deliver(...messages: PostedMessage[]) {
    return this.#delivery().deliver(messages, new Deadline(5_000));
  }

  /** As for keys that are posted again. */
  taken(...messages: Message[]) {
    return this.#delivery().taken(messages, new Deadline(5_000));
  }

  #delivery(): LedgerDelivery {
    const { ledger } = this;
    const queue = new HazelcastQueue(this.queue);
    return new LedgerDelivery({ queue, ledger, clock: this.#clock(), newUuid: randomUUID });
  }

  #clock(): Clock {
    return { ...systemClock, nowMs: () => this.nowMs };
  }

  /** As if their offers had been lost: each under its own key. */
  async markPendingEach(messages: readonly Message[]): Promise<void> {
    const { ledger, nowMs } = this;
    await Promise.all(
      messages.map((each) => ledger.markPending({ id: each.uuid, at: nowMs, messages: [each] })),
    );
  }

  async expectNothingPending(): Promise<void> {
    for await (const groups of this.ledger.pendingBefore(Infinity)) expect(groups).toEqual([]);
  }
}

type Consumer = ReturnType<LedgerLab['consumer']>;

export function message(msg: string): Message {
  return { uuid: randomUUID(), msg };
}

/** As posts without a key. */
export function newMessages(count: number): PostedMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    uuid: groupUuid(randomUUID()),
    msg: `m${index}`,
    isNew: true,
  }));
}
