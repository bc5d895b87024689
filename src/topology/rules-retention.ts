import type { Rule } from '../foundation/yaml/finding.ts';
import type { Topology } from './topology.ts';

/**
 * Twelve leases. What is forgotten sooner may still be under way somewhere: in the hand of a consumer, with a relay, or with a
 * client that repeats its key.
 */
const leastSeconds = 60;

const longEnough: Rule<Topology> = ({ retention }) =>
  (['logSeconds', 'deliveredSeconds'] as const)
    .filter((key) => retention[key] > 0 && retention[key] < leastSeconds)
    .map((key) => ({
      path: ['retention', key],
      message:
        `${key} ${retention[key]} in retention; expected 0 (for good) or at least ${leastSeconds}, because a message may still ` +
        'be under way',
    }));

export const retentionRules = [longEnough];
