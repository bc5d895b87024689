import { z } from 'zod';
import { whyNoNetworkCut } from '../../../broker/containers/network-limits.ts';
import { cut } from '../../../protocol/links.ts';
import { isolateTargets, type IsolateOptions } from '../faults/isolate-targets.ts';
import type { RecordedFault } from '../faults/recorded-fault.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { targetListSchema, targetsSchema } from '../target-schema.ts';
import { isTargets, listOf, placeTargets, targetNames } from '../targets.ts';

const whole = cut.extend({
  target: targetsSchema,
  with: targetListSchema
    .default([])
    .describe(
      'services and instances that stay on the side of the target: they reach no other member, and all other services do not reach the target',
    ),
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
    const { target, way, with: joined } = longForm(step);
    const together = joined.length === 0 ? '' : ` with ${targetNames(joined)}`;
    return `cut off ${targetNames(target)}${together}${way === 'both' ? '' : ` (${way} only)`}`;
  },
  targets: (step) => {
    if (isTargets(step)) return placeTargets(step);
    const joined = placeTargets(step.with, ['with']).map((one) => ({ ...one, isJoined: true as const }));
    return [...placeTargets(step.target, ['target']), ...joined];
  },
  check: (step) => {
    const { target, from } = longForm(step);
    if (from === 'clients' || !listOf(target).includes('cluster')) return [];
    const message =
      'cluster is every member, and no other is left; expected `from: clients`, or fewer members';
    return [{ path: isTargets(step) ? [] : ['target'], message }];
  },
  faultWords: (step) => {
    const { target, way } = longForm(step);
    return listOf(target).map((one) => `isolate ${one}${way === 'both' ? '' : ` (${way})`}`);
  },
  links: (step) => {
    const { from, with: joined } = longForm(step);
    return from === 'members' && joined.length === 0 ? 'members' : 'all';
  },
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
