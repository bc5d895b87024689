import type { ChildProcess } from 'node:child_process';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { ProcessExit } from './process.ts';
import { groupEnds, signalGroup } from './process-group.ts';
import { withDeadline } from '../async/wait-for.ts';

/** Time in ms for processes that were asked to stop together with their leader. */
const leftBehindTimeoutMs = 5_000;
const killTimeoutMs = 1_000;
const pipesTimeoutMs = 500;

interface Ending {
  pid: number;
  /** Whether SIGTERM was already sent to its group. */
  wasTerminated: () => boolean;
}

/**
 * How a child ended. Resolves when its group has ended and its output is read, at most seconds after its end. A process
 * that left the group may keep the pipes open; its later output is not read.
 */
export async function untilEnded(child: ChildProcess, { pid, wasTerminated }: Ending): Promise<ProcessExit> {
  const closed = new Promise<void>((resolve) => child.once('close', resolve));
  const exit = await new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code: code ?? undefined, signal: signal ?? undefined });
    });
  });
  if (process.platform !== 'win32') await endGroup(pid, wasTerminated());
  await withDeadline('the pipes to close', pipesTimeoutMs, closed).catch(async () => {
    // If this process was busy, first read what arrived meanwhile.
    await nextRound();
    child.stdout?.destroy();
    child.stderr?.destroy();
  });
  return exit;
}

/** @param wasTerminated true: send no second SIGTERM, which makes some programs exit immediately */
async function endGroup(leader: number, wasTerminated: boolean): Promise<void> {
  if (await groupEnds(leader, 0)) return;
  if (!wasTerminated) signalGroup(leader, 'SIGTERM');
  signalGroup(leader, 'SIGCONT');
  if (await groupEnds(leader, leftBehindTimeoutMs)) return;
  signalGroup(leader, 'SIGKILL');
  await groupEnds(leader, killTimeoutMs);
}
