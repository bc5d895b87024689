/** Parts of the program that a bench of the cluster alone uses. */
export { observeCluster } from '../../../src/broker/hazelcast/observer/cluster-observer.ts';
export { createRuntime } from '../../../src/broker/hazelcast/create-runtime.ts';
export { settingsOf } from '../../../src/broker/hazelcast/members/settings-of.ts';
export { topologySchema } from '../../../src/topology/topology.ts';
