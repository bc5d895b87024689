import { whyNoNetworkSlowdown } from '../../../broker/containers/network-limits.ts';
import { slowdown } from '../../../protocol/links.ts';
import { slowTargets } from '../faults/slow-targets.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { listOf, placeTargets, targetNames } from '../targets.ts';

export const slowStep = defineStep({
  schema: slowdown
    .extend({ target: targetsSchema })
    .describe('slow down the links of members to all others, until `heal`, or until the last step is done'),
  title: ({ target, latencyMs }) => `slow the links of ${targetNames(target)} down by ${latencyMs} ms`,
  targets: ({ target }) => placeTargets(target, ['target']),
  faultWords: ({ target, latencyMs }) => listOf(target).map((one) => `slow ${one} (${latencyMs} ms)`),
  links: ({ from }) => (from === 'members' ? 'members' : 'all'),
  notInContainers: whyNoNetworkSlowdown,
  run: async (context, { target, ...slow }) => {
    const faults = await slowTargets(context, target, slow);
    return faults.map((fault) => shownText(`the links of ${fault.target} are slow (${fault.signal})`));
  },
});
