import type { BrokerKind } from '../protocol/broker-kind.ts';
import type { Broker } from './contract/broker.ts';
import { hazelcastBroker } from './hazelcast/hazelcast-broker.ts';
import { noBroker } from './none/no-broker.ts';

const brokers: Readonly<Record<BrokerKind, Broker>> = { hazelcast: hazelcastBroker, none: noBroker };

/** The only way to a broker: everything else knows its contract alone. */
export function brokerOf(kind: BrokerKind): Broker {
  return brokers[kind];
}

/** The broker of a topology's cluster. */
export function brokerOfCluster({ runtime }: { runtime: string }): Broker {
  return brokerOf(runtime === 'none' ? 'none' : 'hazelcast');
}
