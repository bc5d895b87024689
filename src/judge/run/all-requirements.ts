import { parts, type Part, type Requirement } from '../requirement.ts';
import { beyond } from '../requirements/beyond.ts';
import { carriedOver } from '../requirements/carried-over.ts';
import { partOne } from '../requirements/part-one.ts';
import { partTwo } from '../requirements/part-two.ts';

const rowsOf: Readonly<Record<Part, () => Requirement[]>> = {
  part1: partOne,
  part2: partTwo,
  'carried-over': carriedOver,
  beyond,
};

/** New requirements of some parts, in the order of the lab. @param only none: all */
export function allRequirements(only: readonly Part[]): Requirement[] {
  return parts.filter((part) => only.length === 0 || only.includes(part)).flatMap((part) => rowsOf[part]());
}
