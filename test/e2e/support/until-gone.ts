import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';

export function untilGone(pids: number[]): Promise<true> {
  return waitFor({
    what: `processes ${pids.join(', ')} to be gone`,
    timeoutMs: 15_000,
    probe: async () =>
      (await Promise.all(pids.map(identifyProcess))).every((p) => p === undefined) ? true : undefined,
  });
}
