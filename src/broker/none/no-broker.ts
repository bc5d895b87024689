import { MachineLacksError } from '../../foundation/errors/errors.ts';
import type { Broker } from '../contract/broker.ts';
import type { ClusterObserver } from '../contract/cluster-observer.ts';
import type { ClusterRuntime } from '../contract/cluster-runtime.ts';

/** The system has a broker of its own: distq starts no members, and cannot look into the queue. */
export const noBroker: Broker = {
  kind: 'none',
  product: 'a broker of its own',
  chooseRuntime: () => Promise.resolve({ runtime: 'none', because: undefined }),
  createRuntime: () => noRuntime,
  describeMember: () => 'no member',
  inspectMachine: () =>
    Promise.resolve({
      runtime: { runtime: 'none', because: 'the topology has no cluster' },
      needs: [],
      memberBytes: 0,
    }),
  observe: () => Promise.resolve(nothingToObserve),
};

const noRuntime: ClusterRuntime = {
  name: 'none',
  prepare: () => Promise.resolve(),
  launch: ({ name }) => Promise.reject(unobservable(`member ${name}`)),
  portsOf: ({ port }) => ({ port }),
  end: () => Promise.resolve(),
  startNews: () => undefined,
};

const nothingToObserve: ClusterObserver = {
  members: () => [],
  queueSize: () => Promise.reject(unobservable('the queue')),
  pendingUuids: () => Promise.resolve([]),
  contents: () => Promise.reject(unobservable('the queue')),
  isSafe: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};

function unobservable(what: string): MachineLacksError {
  return new MachineLacksError(`the system has a broker of its own, so distq knows nothing of ${what}`);
}
