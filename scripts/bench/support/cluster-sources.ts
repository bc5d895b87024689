/** The parts of the program for benchmarks of the cluster alone. */
export { observeCluster } from '../../../src/broker/hazelcast/observer/observe-cluster.ts';
export { createRuntime } from '../../../src/broker/hazelcast/runtime/create-runtime.ts';
export { settingsOf } from '../../../src/topology/settings-of.ts';
export { topologySchema } from '../../../src/topology/topology.ts';
