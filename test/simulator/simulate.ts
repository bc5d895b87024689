import { encodeEnvelope } from '../../src/protocol/envelope.ts';
import { planSplits } from './plan-splits.ts';
import { World, type Broken } from './world.ts';

export interface Simulation {
  seed: number;
  /** Undefined: every promise was kept. */
  broken: Broken | undefined;
  /** What led to it, if it was asked for. */
  steps: string[];
}

interface SimulationOptions {
  /** Keeps what led to a broken promise. Default: no. */
  isTraced?: boolean;
  /** The smaller side of a split refuses everything. Default: yes. */
  isProtected?: boolean;
}

/** Longer than the last operation that is carried out late, than a lease, and than a second look. */
const settleMs = 16_000;
/** Six leases, for what was recorded elsewhere, and some rounds of the relays. */
const restMs = 60_000;
const restoreMs = 2_000;

/** One world: first everything goes wrong that may, then nothing more does, and it has to come to rest. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulation> {
  const { isTraced = false, isProtected = true } = options;
  const world = new World(seed, { isTraced, isProtected });
  const end = (): Simulation => ({
    seed,
    broken: world.broken,
    steps: world.environment.trace.about(world.broken?.about ?? []),
  });
  const phases = [withFaults, withoutFaults];
  // With `raw` what a messages-service shows is gone when it is started again.
  if (world.environment.delivery === 'ledger') phases.push(afterRestarts);
  for (const phase of phases) {
    await phase(world);
    if (world.broken !== undefined) return end();
  }
  return end();
}

async function withFaults(world: World): Promise<void> {
  const { random, timeline, faults, trace, cluster } = world.environment;
  const spanMs = random.oneOf([300, 3_000, 15_000]);
  const endMs = spanMs + random.between(0, 12_000);
  world.clients.begin(random.between(2, 10), spanMs);
  const some = (times: number, disturb: () => void): void => {
    for (let time = 0; time < times; time += 1)
      timeline.at(random.between(0, endMs), () => {
        if (!faults.areOver) disturb();
      });
  };
  some(faults.memberDeaths, () => {
    const lost = cluster.loseMember();
    trace.add(() => `*** a member dies, and with it the last writes of: ${lost.join(' ')}`);
  });
  some(faults.freezes, () => {
    const chosen = random.chance(0.3) ? world.consumers : [random.among(world.processes)];
    const ms = random.between(100, random.oneOf([1_000, 15_000]));
    trace.add(() => `*** ${chosen.map(({ name }) => name).join(' and ')} freeze for ${ms} ms`);
    for (const process of chosen) process.freeze(ms);
  });
  some(random.oneOf([0, 0, 2]), () => {
    cluster.whole.queue.add(
      [random.oneOf(['a plain string', encodeEnvelope({ uuid: 'no uuid', msg: '' })])],
      false,
    );
  });
  if (world.environment.delivery === 'raw') holdConsumers(world);
  const splitMs = planSplits(world, endMs);
  await timeline.runUntil(timeline.nowMs + Math.max(endMs, splitMs));
}

/** With `raw` only what stays in the queue can be lost, so in every other world nobody takes anything for long. */
function holdConsumers({ environment, consumers }: World): void {
  const { splitRandom, trace } = environment;
  if (!splitRandom.chance(0.5)) return;
  const ms = splitRandom.between(5_000, 20_000);
  trace.add(() => `*** all consumers freeze for ${ms} ms`);
  for (const consumer of consumers) consumer.freeze(ms);
}

async function withoutFaults(world: World): Promise<void> {
  const { random, timeline, faults, trace, cluster, fail } = world.environment;
  faults.end();
  trace.add(() => '*** no more faults');
  world.heal();
  world.clients.begin(random.between(0, 2), 1_000);
  const endMs = timeline.nowMs + restMs;
  await timeline.runUntil(timeline.nowMs + settleMs);
  const left = (): [string, string[]] | undefined => {
    const underWay = world.clients.messages.find(({ isUnderWay }) => isUnderWay);
    if (!world.clients.areDone) return ['a client is never answered', underWay?.names ?? []];
    const [pending] = cluster.whole.maps.pending.entries();
    if (pending !== undefined) return ['undelivered: something stays pending', pending];
    const [item] = cluster.whole.queue.items;
    return item === undefined ? undefined : ['undelivered: something stays in the queue', [item]];
  };
  while (left() !== undefined && timeline.nowMs < endMs) await timeline.runUntil(timeline.nowMs + 500);
  // With `raw` a consumer removes an item before it shows it.
  if (world.environment.delivery === 'raw') await timeline.runUntil(timeline.nowMs + 500);
  const found = left();
  if (found !== undefined) fail(found[0], ...found[1]);
  else world.promises.judge();
}

/** What was shown is shown again. */
async function afterRestarts(world: World): Promise<void> {
  const { timeline } = world.environment;
  world.restartMessagesServices();
  await timeline.runUntil(timeline.nowMs + restoreMs);
  world.promises.judge();
}
