import type { ChildProcess } from 'node:child_process';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { ProcessExit } from './process.ts';
import { groupEnds, signalGroup } from './process-group.ts';
import { withDeadline } from '../async/wait-for.ts';

/** For what was told to end together with its leader and does so in order. */
const leftBehindTimeoutMs = 5_000;
const killTimeoutMs = 1_000;
const pipesTimeoutMs = 500;

interface Ending {
  pid: number;
  /** Whether its group was sent SIGTERM already. */
  wasTerminated: () => boolean;
}

/**
 * How a child ended, told once what it left behind in its group is gone and its output was read: seconds after its end at
 * the latest. Whoever left the group may hold the pipes for ever; what he writes after that is not read.
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
    // Should this process have been busy all the time, then what came meanwhile is read first.
    await nextRound();
    child.stdout?.destroy();
    child.stderr?.destroy();
  });
  return exit;
}

/** @param wasTerminated a second SIGTERM makes some programs end at once, without finishing what they do */
async function endGroup(leader: number, wasTerminated: boolean): Promise<void> {
  if (await groupEnds(leader, 0)) return;
  if (!wasTerminated) signalGroup(leader, 'SIGTERM');
  signalGroup(leader, 'SIGCONT');
  if (await groupEnds(leader, leftBehindTimeoutMs)) return;
  signalGroup(leader, 'SIGKILL');
  await groupEnds(leader, killTimeoutMs);
}
