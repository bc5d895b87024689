/** Products that can hold the queue. */
export const brokerKinds = ['hazelcast'] as const;
export type BrokerKind = (typeof brokerKinds)[number];

/** Of a topology that does not say which broker it wants. */
export const defaultBroker: BrokerKind = 'hazelcast';
