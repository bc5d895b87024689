import type { DeliveryMode } from '../../../src/protocol/delivery-mode.ts';
import type { Cluster } from './cluster.ts';
import type { Faults } from '../faults.ts';
import type { Network } from './network.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import type { Trace } from '../trace.ts';

/** What every process of a simulation is started with. */
export interface Environment {
  random: Random;
  /** For everything about splits and `raw`, so that worlds without them stay the same. */
  splitRandom: Random;
  delivery: DeliveryMode;
  timeline: Timeline;
  faults: Faults;
  trace: Trace;
  cluster: Cluster;
  network: Network;
  /** @param about words by which its steps are found in the trace */
  fail: (promise: string, ...about: string[]) => void;
}
