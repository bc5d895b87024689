import type { SessionStatus } from '../../control/contract.ts';
import type { PageFault } from '../wire/page-state.ts';
import { isolatedMembers } from './isolated-members.ts';

export interface SeenFault {
  name: string;
  text: string;
  fault: PageFault;
}

/** What was done to the lab between two looks, by any command; kills are reported by the states. */
export function faultsBetween(before: SessionStatus, after: SessionStatus): SeenFault[] {
  return [
    ...appeared(frozenIn(before), frozenIn(after), { name: 'frozen', fault: 'freeze' }),
    // One that ended is not thawed.
    ...appeared(frozenIn(after), frozenIn(before), { name: 'thawed', fault: 'thaw' }).filter(({ name }) =>
      partsOf(after).some((part) => part.name === name && part.pid === pidIn(before, name)),
    ),
    ...appeared(isolatedIn(before), isolatedIn(after), { name: 'cut off', fault: 'isolate' }),
    ...appeared(isolatedIn(after), isolatedIn(before), { name: 'connected again', fault: 'heal' }),
  ];
}

function appeared(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  { name: text, fault }: { name: string; fault: PageFault },
): SeenFault[] {
  return [...after].filter((name) => !before.has(name)).map((name) => ({ name, text, fault }));
}

function partsOf({ services, members }: SessionStatus) {
  return [...members, ...services];
}

function pidIn(status: SessionStatus, name: string): number | null | undefined {
  return partsOf(status).find((part) => part.name === name)?.pid;
}

function frozenIn(status: SessionStatus): Set<string> {
  return new Set(partsOf(status).flatMap(({ name, frozen }) => (frozen === true ? [name] : [])));
}

function isolatedIn({ members, links }: SessionStatus): Set<string> {
  return isolatedMembers(
    members.map(({ name }) => name),
    links ?? [],
  );
}
