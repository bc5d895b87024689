import { waitFor } from '../../../foundation/async/wait-for.ts';
import { UsageError } from '../../../foundation/errors/errors.ts';
import type { MemberStatus } from '../../../control/contract.ts';
import type { Cut, LinkStatus } from '../../../protocol/links.ts';
import type { RunContext } from '../run-context.ts';
import { resolveAll, targetsByName } from '../targets.ts';
import { healLater } from './heal-later.ts';
import type { RecordedFault } from './recorded-fault.ts';

/** Five seconds without a heartbeat, and some more for a member that tries to reach the other. */
const noticeTimeoutMs = 30_000;
/** Members send each other a heartbeat every second. */
const heldBackTimeoutMs = 5_000;

export interface IsolateOptions extends Cut {
  target: string | string[];
  /** Wait until members on both sides no longer see each other. Otherwise until the cut has held something back. */
  untilNoticed: boolean;
}

/**
 * Cuts members off from all others, and checks that it takes effect: members of both sides no longer see each other, or bytes wait.
 * How it is healed is noted in the context before the cut.
 * @throws UsageError for a target that is no member, or where members cannot be cut off
 */
export async function isolateTargets(
  context: RunContext,
  { target, untilNoticed, from, way, newConnections, with: joined }: IsolateOptions,
): Promise<RecordedFault[]> {
  const status = await context.status();
  const targetByName = targetsByName(target, status, context.choices);
  const names = [...targetByName.keys()];
  const inside = names.map((name) => requireMember(name, status.members));
  const outside = status.members.filter(({ name, pid }) => !names.includes(name) && pid !== null);
  healLater(context, 'isolate', targetByName);
  const services = resolveAll(joined, status, context.choices);
  const { at } = await context.session.isolate(names, { from, way, newConnections, with: services });
  // Clients that are cut off split nothing.
  const seen =
    untilNoticed && from !== 'clients' && outside.length > 0
      ? await untilSplit(context, inside, outside)
      : await untilHeldBack(context, names);
  const faults = inside.map(({ name, pid }): RecordedFault => ({
    kind: 'isolate',
    target: name,
    role: null,
    signal: wordsOf({ from, way, with: services }),
    at,
    pid,
    ownerBefore: status.queue.owner,
    ownerAfter: null,
    underWay: false,
    ...seen,
  }));
  context.faults.push(...faults);
  return faults;
}

function wordsOf({ from, way, with: joined }: Pick<Cut, 'from' | 'way' | 'with'>): string {
  const together = joined.length === 0 ? '' : `, with ${joined.join(', ')}`;
  return `cut ${way === 'both' ? 'off' : way}${from === 'members' ? '' : `, ${from}`}${together}`;
}

type Seen = Pick<RecordedFault, 'doubts' | 'sides'>;

/** One member of each side is asked: those of a side agree, or they would not be one. */
async function untilSplit(
  context: RunContext,
  inside: readonly MemberStatus[],
  outside: readonly MemberStatus[],
): Promise<Seen> {
  const { membersSeenBy } = context.broker;
  if (membersSeenBy === undefined) return { doubts: ['members do not report which others they see'] };
  const addressed = new Map([...inside, ...outside].map(({ name, address }) => [address, name]));
  const look = async (asked: MemberStatus, strangers: readonly MemberStatus[]) => {
    const seen = await membersSeenBy(context.clusterSettings, asked.address, context.signal);
    const sees = seen.map((address) => addressed.get(address) ?? address);
    return { member: asked.name, sees, isApart: !strangers.some(({ name }) => sees.includes(name)) };
  };
  let sides: Awaited<ReturnType<typeof look>>[] = [];
  const [oneInside, oneOutside] = [inside[0], outside[0]];
  if (oneInside === undefined || oneOutside === undefined) return { doubts: ['no member runs on one side'] };
  await waitFor({
    what: 'both sides to notice the cut',
    timeoutMs: noticeTimeoutMs,
    intervalMs: 200,
    signal: context.signal,
    probe: async () => {
      sides = await Promise.all([look(oneInside, outside), look(oneOutside, inside)]);
      return sides.every(({ isApart }) => isApart) || undefined;
    },
  }).catch(() => undefined);
  context.signal.throwIfAborted();
  const doubts = sides.length === 0 ? ['no member reported which others it sees'] : [];
  for (const { member, sees, isApart } of sides)
    if (!isApart) doubts.push(`${member} still sees ${sees.join(', ')}`);
  return { doubts, sides: sides.map(({ member, sees }) => ({ member, sees })) };
}

async function untilHeldBack(context: RunContext, names: readonly string[]): Promise<Seen> {
  const held = await waitFor({
    what: 'the cut to hold something back',
    timeoutMs: heldBackTimeoutMs,
    intervalMs: 50,
    signal: context.signal,
    probe: async () => {
      const { links = [] } = await context.session.status();
      return links.some((link) => names.includes(link.from) !== names.includes(link.to) && holdsBack(link))
        ? true
        : undefined;
    },
  }).catch(() => false);
  context.signal.throwIfAborted();
  return { doubts: held ? [] : ['the cut held nothing back'] };
}

/** Where nothing is counted, a link is cut only once the engine has taken a container off the network. */
function holdsBack({ cut, bytesWaiting, connectionsStopped }: LinkStatus): boolean {
  if (bytesWaiting === undefined || connectionsStopped === undefined) return cut !== undefined;
  return bytesWaiting + connectionsStopped > 0;
}

function requireMember(name: string, members: readonly MemberStatus[]): MemberStatus {
  const member = members.find((one) => one.name === name);
  if (member !== undefined) return member;
  throw new UsageError(`${name} is no member, and only members can be cut off`, {
    hint: `the members are: ${members.map((one) => one.name).join(', ')}`,
  });
}
