import { kill, startAll, startInOrder, stop } from '../lab-actions.ts';
import type { Lab } from '../lab.ts';
import type { Sent } from '../message-findings.ts';
import type { Notes } from '../notes.ts';
import { failed, passed, type RowOutcome, type Requirement } from '../requirement.ts';
import { judgePosts, range } from './part-one.ts';
import { judgeReceived } from './judge-received.ts';
import { firstOf, noReceived } from './not-for.ts';

/** The rows of part 2: ten messages, then a hundred, with the consumers started in the other order. */
export function partTwo(): Requirement[] {
  return [...round(10, (names) => [...names].reverse()), ...round(100, (names) => names)];
}

function round(count: number, order: (names: string[]) => string[]): Requirement[] {
  let sent: Sent[] = [];
  return [
    {
      id: `posts-${count}`,
      part: 'part2',
      title: `messages-services stopped: ${count} posts are acknowledged`,
      notFor: noConsumers,
      judge: async (lab, notes) => {
        await startAll(lab, notes);
        await stop(lab, lab.roles.consumers, notes);
        sent = await lab.post(count);
        notes.did(`posted ${count} messages: ${range(sent)}`);
        return judgePosts(sent, notes);
      },
    },
    {
      id: `owner-${count}`,
      part: 'part2',
      title: `the owner of the queue is killed with ${count} messages in it`,
      notFor: firstOf(noConsumers, noOwner),
      judge: killOwner,
    },
    {
      id: `received-${count}`,
      part: 'part2',
      title: `messages-services started: each of the ${count} is received exactly once`,
      notFor: firstOf(noConsumers, noReceived),
      judge: async (lab, notes) => {
        await startInOrder(lab, order(lab.roles.consumers), notes);
        return judgeReceived(lab, sent, notes);
      },
    },
  ];
}

/** Why no owner can be killed. */
export function noOwner({ memberCount, brokerService }: Lab): string | undefined {
  if (brokerService !== undefined || memberCount >= 2) return undefined;
  return memberCount === 1
    ? 'the cluster has one member, so nothing could take over'
    : 'the system has a broker of its own, and the file does not name it (broker.kill)';
}

function noConsumers({ roles }: Lab): string | undefined {
  return roles.consumers.length === 0 ? 'the system has no messages-service' : undefined;
}

/** Kills the owner of the queue. Where the members are not ours, the service that the file names. */
export async function killOwner(lab: Lab, notes: Notes): Promise<RowOutcome> {
  if (lab.brokerService !== undefined) {
    const { services } = await lab.session.status();
    const running = services.filter(({ service, pid }) => service === lab.brokerService && pid !== null);
    const [first] = running;
    if (first === undefined) return failed(`no instance of ${lab.brokerService} runs`);
    await kill(lab, [first.name], 'SIGKILL', notes);
    // Where it is the only one, it must come back with its messages.
    if (running.length === 1) await startInOrder(lab, [first.name], notes);
    return passed;
  }
  notes.members('before', await lab.status());
  const { name, hit, ownerBefore, ownerAfter, clusterSafe } = await lab.session.killNode(
    undefined,
    'SIGKILL',
  );
  notes.did(`sent SIGKILL to ${name}, the owner of the queue`);
  notes.members('after', await lab.status());
  if (!clusterSafe) notes.saw('not every item had a backup right before the signal');
  if (!hit) return failed(`SIGKILL did not end ${name}`);
  if (ownerAfter === null || ownerAfter === ownerBefore) return failed('no other member took over the queue');
  notes.saw(`${ownerAfter} owns the queue now`);
  return passed;
}
