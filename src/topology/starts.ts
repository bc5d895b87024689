import { files } from 'built-in:topologies/starts';

/** What a student's system may be written in, or started by. */
export const startNames = ['python', 'node', 'java', 'compose'] as const;
type StartName = (typeof startNames)[number];

/** A commented topology file to change: valid as it is, for a system of that kind. */
export function startText(name: StartName): string {
  const found = files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`topologies/starts has no ${name}.yaml`);
  return found.text;
}
