import { randomUUID } from 'node:crypto';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { findMarked, type MarkedProcess } from '../operating-system/marked-processes.ts';

/** After SIGKILL only the kernel has work to do. */
const timeoutMs = 5_000;
/** A process may start another one while all are listed. */
const emptyLooks = 2;

/** An environment variable that no other process has. */
export function newMark(): { name: string; value: string } {
  return { name: 'DISTQ_MARK', value: randomUUID() };
}

/** What became of the processes that outlived their session. */
interface MarkedEnd {
  killed: MarkedProcess[];
  /** They did not end. */
  left: MarkedProcess[];
}

/**
 * Kills every process with a mark. Call this after the session ended: its supervisor has the mark, too. Does nothing where
 * the system does not report environments.
 */
export async function endMarked({ name, value }: { name: string; value: string }): Promise<MarkedEnd> {
  const killed = new Map<number, MarkedProcess>();
  let left: MarkedProcess[] = [];
  let empty = 0;
  await waitFor({
    what: 'the remaining processes of a session to end',
    timeoutMs,
    intervalMs: 10,
    probe: async () => {
      left = (await findMarked(`${name}=${value}`)) ?? [];
      empty = left.length === 0 ? empty + 1 : 0;
      for (const one of left) {
        killed.set(one.pid, one);
        kill(one.pid);
      }
      return empty >= emptyLooks ? true : undefined;
    },
  }).catch(() => undefined);
  for (const { pid } of left) killed.delete(pid);
  return { killed: [...killed.values()], left };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, or is another user's and stays in the list.
  }
}
