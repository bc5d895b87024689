import { actOnTargets } from '../act-on-targets.ts';
import { defineStep } from '../step-kind.ts';
import { targetsSchema } from '../target-schema.ts';
import { placeTargets, targetNames } from '../targets.ts';

export const startStep = defineStep({
  schema: targetsSchema.describe('start what is not running, and wait until it is ready'),
  title: (targets) => `start ${targetNames(targets)}`,
  targets: (targets) => placeTargets(targets),
  run: (context, targets) =>
    actOnTargets(context, targets, 'started', (names) => context.session.start(names)),
});
