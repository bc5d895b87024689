import { didYouMean } from '../../foundation/text/closest-name.ts';
import type { Rule } from '../../foundation/yaml/finding.ts';
import { isForeign, kindOf } from '../order.ts';
import type { Topology } from '../topology.ts';

const killedExists: Rule<Topology> = ({ broker, services }) => {
  const names = Object.keys(services);
  if (broker === undefined || names.includes(broker.kill)) return [];
  const message = `no service of the topology is called "${broker.kill}"${didYouMean(broker.kill, names)}; expected one of ${names.join(', ')}`;
  return [{ path: ['broker', 'kill'], uses: [['services']], message }];
};

/** Where distq starts the members, it finds the owner itself. */
const killedOnlyForForeign: Rule<Topology> = ({ broker, cluster }) => {
  if (broker === undefined || cluster.members.length === 0) return [];
  const message =
    'broker.kill beside members that distq starts, whose owner it finds itself; expected one of them';
  return [{ path: ['broker', 'kill'], uses: [['cluster']], message }];
};

/** The ledger knows messages by their UUID. */
const textsWithoutLedger: Rule<Topology> = ({ queue, delivery }) => {
  if (queue.items !== 'text' || delivery !== 'ledger') return [];
  const message =
    'queue items text with delivery ledger, which knows messages by the UUID in their items; expected delivery raw';
  return [{ path: ['queue', 'items'], uses: [['delivery']], message }];
};

const ownServicesNeedCluster: Rule<Topology> = ({ cluster, services }) => {
  if (cluster.runtime !== 'none') return [];
  return Object.entries(services)
    .filter(([name, spec]) => !isForeign(spec) && !['config-server', undefined].includes(kindOf(name, spec)))
    .map(([name]) => ({
      path: ['services', name],
      at: 'key' as const,
      uses: [['cluster'], ['services', name, 'kind'], ['services', name, 'command']],
      message: `${name} needs a cluster, and the topology has none; expected a cluster, or a command in its place`,
    }));
};

export const brokerRules = [killedExists, killedOnlyForForeign, textsWithoutLedger, ownServicesNeedCluster];
