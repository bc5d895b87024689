import { z } from 'zod';
import { whyNoNetworkCut } from '../../../broker/containers/network-limits.ts';
import { cut } from '../../../protocol/links.ts';
import { isolateTargets, type IsolateOptions } from '../faults/isolate-targets.ts';
import type { RecordedFault } from '../faults/recorded-fault.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { isTargets, listOf, placeTargets, targetNames } from '../targets.ts';

const whole = cut.extend({
  target: targetsSchema,
  untilNoticed: z
    .boolean()
    .default(true)
    .describe('wait until members of both sides no longer see each other; false: until bytes wait'),
});
const schema = z
  .union([targetsSchema, whole])
  .describe('cut members off from all others, until `heal`, or until the last step is done');

export const isolateStep = defineStep({
  schema,
  title: (step) => {
    const { target, way } = longForm(step);
    return `cut off ${targetNames(target)}${way === 'both' ? '' : ` (${way} only)`}`;
  },
  targets: (step) => placeTargets(longForm(step).target, isTargets(step) ? [] : ['target']),
  faultWords: (step) => {
    const { target, way } = longForm(step);
    return listOf(target).map((one) => `isolate ${one}${way === 'both' ? '' : ` (${way})`}`);
  },
  links: (step) => (longForm(step).from === 'members' ? 'members' : 'all'),
  notInContainers: (step) => {
    const { target, ...asCut } = longForm(step);
    return whyNoNetworkCut(asCut, listOf(target).length);
  },
  run: async (context, step) => {
    const faults = await isolateTargets(context, longForm(step));
    return faults.map((fault) => shownText(effectOf(fault)));
  },
});

function effectOf({ target, doubts, sides = [] }: RecordedFault): string {
  if (doubts.length > 0) return `${target} was cut off, but: ${doubts.join('; ')}`;
  const views = sides.map(({ member, sees }) => `${member} sees ${sees.join(', ')}`);
  return `${target} is cut off${views.length === 0 ? '' : `: ${views.join('; ')}`}`;
}

type Isolate = z.output<typeof schema>;

function longForm(step: Isolate): IsolateOptions {
  return isTargets(step) ? whole.parse({ target: step }) : step;
}
