import type { Broker } from '../contract/broker.ts';
import { chooseRuntime } from './runtime/choose-runtime.ts';
import { createRuntime } from './runtime/create-runtime.ts';
import { departureIn } from './members/member-log.ts';

const product = 'Hazelcast';

/** What costs time to load is loaded when it is first needed: the client takes longer than everything else of a command. */
export const hazelcastBroker: Broker = {
  kind: 'hazelcast',
  product,
  chooseRuntime,
  createRuntime,
  describeMember: ({ version, heapMb }, runtime) =>
    `${runtime === 'docker' ? 'container' : 'java process'} of ${product} ${version}, heap ${heapMb} MiB`,
  async inspectMachine(cluster, env) {
    const { inspectMachine } = await import('./machine/inspect-machine.ts');
    return inspectMachine(cluster, env);
  },
  async loadClient() {
    await import('./observer/observe-cluster.ts');
  },
  async observe(settings, log, signal) {
    const { observeCluster } = await import('./observer/observe-cluster.ts');
    return observeCluster(settings, log, signal);
  },
  async membersSeenBy(settings, address, signal) {
    const { membersSeenBy } = await import('./observer/members-seen-by.ts');
    return membersSeenBy(settings, address, signal);
  },
  departureIn,
};
