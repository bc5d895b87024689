import { Args } from '@oclif/core';
import { completes } from './completes.ts';

/** Members; without one, what `otherwise` says. */
export function membersArgument(otherwise: string) {
  return Args.string({
    name: 'MEMBER',
    description: `names of members; default: ${otherwise}`,
    ...completes('member'),
    multiple: true,
    ignoreStdin: true,
  });
}
