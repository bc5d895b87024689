import { parts, type Part, type Requirement } from '../requirement.ts';
import { beyond } from '../requirements/beyond.ts';
import { carriedOver } from '../requirements/carried-over.ts';
import { partOne } from '../requirements/part-one.ts';
import { partTwo } from '../requirements/part-two.ts';
import { selectedIds, type Selection } from '../selection.ts';

const rowsOf: Readonly<Record<Part, () => Requirement[]>> = {
  part1: partOne,
  part2: partTwo,
  'carried-over': carriedOver,
  beyond,
};

/** New requirements, in the order of the lab. @param only none: all */
export function allRequirements(only: readonly Selection[]): Requirement[] {
  const wanted = selectedIds(only);
  return parts.flatMap((part) => rowsOf[part]().filter(({ id }) => wanted.has(id)));
}
