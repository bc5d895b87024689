import { sides } from './world/split.ts';
import type { World } from './world.ts';

/** Of all worlds of a kind. `raw` can lose something only in a split, or with a member. */
const splitRates = { ledger: 0.4, raw: 0.7 };

/**
 * In ms from the first post. A relay waits six leases, 30 s, for an instance that does not show what is recorded for it:
 * see docs/delivery.md, What remains unsafe.
 */
const longestFaultsMs = 27_000;

/**
 * Plans cuts between one member and the others, one after the other, and posts meanwhile. Each side notices the cut by
 * missed heartbeats, the member alone sometimes much later; then the members find each other again.
 * @returns when the last one is over, in ms from now; 0: there is none
 */
export function planSplits(world: World, withinMs: number): number {
  const { splitRandom: random, timeline, faults, delivery } = world.environment;
  if (!random.chance(splitRates[delivery])) return 0;
  const during = (delayMs: number, change: () => void): void => {
    timeline.at(delayMs, () => {
      if (!faults.areOver) change();
    });
  };
  let atMs = 0;
  for (let splits = random.oneOf([1, 1, 2]); splits > 0; splits -= 1) {
    atMs += random.between(0, random.oneOf([1_000, withinMs]));
    const wantedMs = random.between(200, random.oneOf([6_000, 12_000, 20_000]));
    const lastsMs = Math.min(wantedMs, longestFaultsMs - atMs);
    if (lastsMs <= 0) break;
    during(atMs, () => {
      cut(world, lastsMs, during);
    });
    atMs += lastsMs;
  }
  return atMs;
}

/** @param during changes something later, unless the faults are over */
function cut(world: World, lastsMs: number, during: (delayMs: number, change: () => void) => void): void {
  const { splitRandom: random, trace, cluster } = world.environment;
  const split = cluster.cut();
  trace.add(() => `*** a member is cut off for ${lastsMs} ms`);
  const whileCut = (delayMs: number, change: () => void): void => {
    during(delayMs, () => {
      if (cluster.split === split) change();
    });
  };
  const noticeMs = {
    majority: random.between(4_500, 6_000),
    minority: random.between(4_500, random.oneOf([5_500, 11_000])),
  };
  for (const side of sides)
    whileCut(noticeMs[side], () => {
      trace.add(() => `*** the ${side} goes on without the other members`);
      cluster.notice(side);
    });
  for (const process of world.processes) {
    const view = split.viewOf(process);
    trace.add(() => `*** ${process.name} is with the ${view}`);
  }
  for (let moves = random.between(0, 3); moves > 0; moves -= 1)
    whileCut(random.between(0, lastsMs), () => {
      const process = random.among(world.processes);
      const view = random.oneOf(sides);
      trace.add(() => `*** ${process.name} goes over to the ${view}`);
      split.move(process, view);
    });
  world.clients.begin(random.between(0, 6), lastsMs);
  whileCut(lastsMs, () => {
    trace.add(() => '*** the members find each other again');
    cluster.merge();
  });
}
