/** Products that can hold the queue. */
export const brokerKinds = ['hazelcast'] as const;
export type BrokerKind = (typeof brokerKinds)[number];

/** The broker of a topology that does not name one. */
export const defaultBroker: BrokerKind = 'hazelcast';
