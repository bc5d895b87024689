import type { BrokerKind } from '../protocol/broker-kind.ts';
import type { Broker } from './contract/broker.ts';
import { hazelcastBroker } from './hazelcast/hazelcast-broker.ts';

const brokers: Readonly<Record<BrokerKind, Broker>> = { hazelcast: hazelcastBroker };

/** The only way to a broker: everything else knows its contract alone. */
export function brokerOf(kind: BrokerKind): Broker {
  return brokers[kind];
}
