/** Parts of the program that a bench of the cluster alone uses. */
export { observeCluster } from '../../../src/cluster/observer.ts';
export { createRuntime } from '../../../src/cluster/runtime.ts';
export { settingsOf } from '../../../src/cluster/settings-of.ts';
export { topologySchema } from '../../../src/topology/schema.ts';
