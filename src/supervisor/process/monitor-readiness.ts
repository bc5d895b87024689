import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '../../control/contract.ts';
import type { Generation } from './generation.ts';
import type { ProcessPlan } from './process-plan.ts';

const intervalMs = 1_000;

interface Monitored {
  state: () => State;
  /** Whether the monitored start is still the current one. */
  isRunning: () => boolean;
  become: (state: State, reason: string) => void;
}

/** Probes a process until it ends: a ready process can become unhealthy and recover without ending. */
export async function monitorReadiness(
  plan: ProcessPlan,
  generation: Generation,
  { state, isRunning, become }: Monitored,
): Promise<void> {
  while (generation.exit === undefined) {
    await sleep(intervalMs, undefined, { ref: false });
    if (state() !== 'ready' && state() !== 'unhealthy') continue;
    const result = await plan.probe(generation.start);
    // It may have been stopped or have died during the probe.
    if (!isRunning() || generation.endExpected) continue;
    if (result.ready !== (state() === 'ready')) become(result.ready ? 'ready' : 'unhealthy', result.seen);
  }
}
