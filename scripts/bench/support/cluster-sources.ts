/** Parts of the program that a bench of the cluster alone uses. */
export { observeCluster } from '../../../src/broker/hazelcast/observer/observe-cluster.ts';
export { createRuntime } from '../../../src/broker/hazelcast/runtime/create-runtime.ts';
export { settingsOf } from '../../../src/topology/settings-of.ts';
export { topologySchema } from '../../../src/topology/topology.ts';
