import type { Slowdown } from '../../../protocol/links.ts';
import type { RunContext } from '../run-context.ts';
import { targetsByName } from '../targets.ts';
import { healLater } from './heal-later.ts';
import type { RecordedFault } from './recorded-fault.ts';

/**
 * Slows down the links of members to all others. How they are healed is noted in the context first.
 * @throws UsageError for a target that is no member, or where links cannot be slowed down
 */
export async function slowTargets(
  context: RunContext,
  target: string | string[],
  slowdown: Slowdown,
): Promise<RecordedFault[]> {
  const status = await context.status();
  const targetByName = targetsByName(target, status, context.choices);
  const names = [...targetByName.keys()];
  healLater(context, 'slow', targetByName);
  const { at, links } = await context.session.slow(names, slowdown);
  const faults = names.map((name): RecordedFault => ({
    kind: 'slow',
    target: name,
    role: null,
    signal: wordsOf(slowdown),
    at,
    pid: status.members.find((member) => member.name === name)?.pid ?? null,
    ownerBefore: status.queue.owner,
    ownerAfter: null,
    underWay: false,
    doubts: links.every(({ slow }) => slow !== undefined) ? [] : [`a link of ${name} is not slow`],
  }));
  context.faults.push(...faults);
  return faults;
}

function wordsOf({ latencyMs, jitterMs = 0, bytesPerSecond }: Slowdown): string {
  return [
    `${latencyMs} ms`,
    ...(jitterMs === 0 ? [] : [`up to ${jitterMs} ms more`]),
    ...(bytesPerSecond === undefined ? [] : [`${bytesPerSecond} bytes/s`]),
  ].join(', ');
}
