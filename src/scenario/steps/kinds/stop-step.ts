import { actOnTargets } from '../act-on-targets.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { placeTargets, targetNames } from '../targets.ts';

export const stopStep = defineStep({
  schema: targetsSchema.describe('shut down gracefully, and wait until it has ended'),
  title: (targets) => `stop ${targetNames(targets)}`,
  targets: (targets) => placeTargets(targets),
  run: (context, targets) =>
    actOnTargets(context, targets, 'stopped', (names) => context.session.stop(names)),
});
