/** Products that can hold the queue; `none`: one that distq neither starts nor observes. */
export const brokerKinds = ['hazelcast', 'none'] as const;
export type BrokerKind = (typeof brokerKinds)[number];
