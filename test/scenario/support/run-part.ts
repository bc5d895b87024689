import { onTestFinished } from 'vitest';
import type { RunningProcess } from '../../../src/foundation/processes/process.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';

/** A process that runs until it is told to end, or the test ends. */
export async function runPart(): Promise<RunningProcess> {
  const part = await spawnProcess(
    { file: process.execPath, args: ['-e', 'setInterval(() => undefined, 1000)'] },
    { stdin: 'pipe' },
  );
  onTestFinished(() => endPart(part));
  return part;
}

export async function endPart(part: RunningProcess): Promise<void> {
  await part.kill('SIGKILL');
  await part.exited;
}
