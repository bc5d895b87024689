import { identifyProcess } from '../../src/shared/process-identity.ts';
import { waitFor } from '../../src/shared/wait.ts';

export function untilGone(pids: number[]): Promise<true> {
  return waitFor({
    what: `processes ${pids.join(', ')} to be gone`,
    timeoutMs: 15_000,
    probe: async () =>
      (await Promise.all(pids.map(identifyProcess))).every((p) => p === undefined) ? true : undefined,
  });
}
