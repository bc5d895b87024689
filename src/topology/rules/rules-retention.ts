import type { Rule } from '../../foundation/yaml/finding.ts';
import type { Topology } from '../topology.ts';

/**
 * Twelve leases. A younger message may still be in progress: at a consumer, at a relay, or at a client that repeats its
 * key.
 */
const leastSeconds = 60;

const longEnough: Rule<Topology> = ({ retention }) =>
  (['logSeconds', 'deliveredSeconds'] as const)
    .filter((key) => retention[key] > 0 && retention[key] < leastSeconds)
    .map((key) => ({
      path: ['retention', key],
      message:
        `${key} ${retention[key]} in retention; expected 0 (unlimited) or at least ${leastSeconds}, because a message may still be ` +
        'in progress',
    }));

export const retentionRules = [longEnough];
