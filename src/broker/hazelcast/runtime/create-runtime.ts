import type { ClusterSpec } from '../../../topology/topology.ts';
import type { ChosenRuntime } from '../../contract/runtime-choice.ts';
import { createDockerRuntime } from '../docker/docker-runtime.ts';
import { createExternalRuntime } from './external.ts';
import { createJvmRuntime } from '../jvm/jvm.ts';
import type { ClusterRuntime, RuntimeOptions } from '../../contract/cluster-runtime.ts';

/** What the machine lacks is only found when the runtime is prepared. */
export function createRuntime(
  name: ChosenRuntime,
  cluster: ClusterSpec,
  options: RuntimeOptions,
): ClusterRuntime {
  switch (name) {
    case 'jvm':
      return createJvmRuntime(cluster, options);
    case 'docker':
      return createDockerRuntime(cluster, options);
    case 'external':
      return createExternalRuntime(cluster);
    case 'none':
      throw new Error('a topology without a cluster has no members of Hazelcast');
  }
}
