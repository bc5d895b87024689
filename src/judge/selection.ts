import { parts, type Part } from './requirement.ts';

/** The requirements of each part by their ids. Those of one line share messages, and are judged together. */
const byPart = {
  part1: [['log-empty', 'posts', 'logged', 'received', 'merged']],
  part2: [
    ['posts-10', 'owner-10', 'received-10'],
    ['posts-100', 'owner-100', 'received-100'],
  ],
  'carried-over': [['logging-1'], ['logging-2'], ['repeat']],
  beyond: [
    ['logging-dead'],
    ['consumer-killed'],
    ['consumer-frozen'],
    ['facade-killed'],
    ['owner-under-load'],
  ],
} as const satisfies Record<Part, readonly (readonly string[])[]>;

type RequirementId = (typeof byPart)[Part][number][number];
/** A part, or one requirement. */
export type Selection = Part | RequirementId;

export const requirementIds: readonly RequirementId[] = parts.flatMap((part) => byPart[part].flat());
export const selections: readonly Selection[] = [...parts, ...requirementIds];

/** @returns the ids of what is to be judged for these words; none: all */
export function selectedIds(words: readonly Selection[]): Set<string> {
  if (words.length === 0) return new Set(requirementIds);
  const wanted = new Set<string>(words);
  const groups = parts.flatMap((part) => {
    const all: readonly (readonly string[])[] = byPart[part];
    return wanted.has(part) ? all : all.filter((ids) => ids.some((id) => wanted.has(id)));
  });
  return new Set(groups.flat());
}
