import type { Rule } from '../../foundation/yaml/finding.ts';
import { brokerRules } from './rules-broker.ts';
import { clientRules } from './rules-client.ts';
import { clusterRules } from './rules-cluster.ts';
import { dependencyRules } from './rules-dependencies.ts';
import { nameRules } from './rules-names.ts';
import { retentionRules } from './rules-retention.ts';
import { serviceRules } from './rules-services.ts';
import type { Topology } from '../topology.ts';

/** The rules across the fields of a topology. */
export const topologyRules: readonly Rule<Topology>[] = [
  ...nameRules,
  ...clusterRules,
  ...retentionRules,
  ...serviceRules,
  ...dependencyRules,
  ...brokerRules,
  ...clientRules,
];
