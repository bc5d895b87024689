import { rm } from 'node:fs/promises';
import { connectSession } from '../../control/client.ts';
import type { Survivor } from '../../control/contract.ts';
import { sessionFiles } from '../../control/session-files.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import { markRunSession } from '../../supervisor/session/dead-runs.ts';
import { upDetached } from '../../supervisor/session/detached.ts';
import { endMarked, newMark } from '../../supervisor/process/end-marked.ts';
import { endSession } from '../../supervisor/session/end-session.ts';
import { createSystem } from '../../system/create-system.ts';
import { findTopology } from '../../topology/builtin-topologies.ts';
import type { RuntimeName } from '../../topology/cluster-schema.ts';
import type { Topology } from '../../topology/topology.ts';
import { withRuntime } from '../../topology/use-external.ts';
import type { Answered } from '../description-problem.ts';
import { Lab } from '../lab.ts';
import { rolesOf } from '../roles.ts';

export interface LabStart {
  /** Name or file of a topology. */
  file: string;
  workingDirectory: string;
  runtime: RuntimeName | undefined;
  /** Timeout of the start in ms, including downloads; undefined: the default. */
  waitTimeoutMs: number | undefined;
  /** Makes the name of the session unique. */
  suffix: string;
  signal: AbortSignal;
  onProgress: (text: string) => void;
}

/** How a system was taken down. */
export interface LabEnd {
  /** Processes that still run, one per text. */
  survivors: string[];
  /** Processes that outlived the session and were killed. */
  strays: string[];
}

/**
 * Reads the topology of a system. Our own run where their file says too: one system is judged at a time.
 * @throws UsageError, InvalidFileError
 */
export async function topologyOf({ file, workingDirectory, runtime }: LabStart): Promise<Topology> {
  const { topology } = await findTopology(file, workingDirectory);
  return withRuntime(topology, { runtime });
}

/**
 * Starts a system on the ports of its file, and always takes it down, even if this process is killed.
 * @param onEnd called when everything has ended
 */
export async function withLab(
  topology: Topology,
  { workingDirectory, waitTimeoutMs, suffix, signal, onProgress }: LabStart,
  use: (lab: Lab) => Promise<void>,
  onEnd: (end: LabEnd) => void,
): Promise<void> {
  const name = `judge-${suffix}`;
  const files = sessionFiles(workingDirectory, name);
  const mark = newMark();
  onProgress(`starting ${topology.name}`);
  try {
    await markRunSession(files);
    await upDetached(
      {
        directory: workingDirectory,
        session: name,
        topology,
        runtime: topology.cluster.runtime,
        waitTimeoutMs,
        begunAtMs: Date.now(),
      },
      {
        onProgress,
        onRuntime: () => undefined,
        onChange: () => undefined,
        signal,
        endsWithCommand: true,
        mark,
      },
    );
    const session = await connectSession({ directory: workingDirectory, session: name });
    try {
      const claim = await session.claim({ what: 'judge', pid: process.pid });
      try {
        await withJoinedSignal({ signals: [signal, claim.ended] }, async (joined) => {
          const answers: Answered[] = [];
          const status = await session.status();
          if (status.facade === null && status.client === undefined)
            throw new NotReadyError('the topology has no facade, so nothing can be posted');
          const roles = rolesOf(status);
          const facade = status.services.find(({ name: one }) => one === roles.facades[0]);
          const system = createSystem(status.client, { onAnswer: (answer) => answers.push(answer) });
          const lab = new Lab({
            session,
            system,
            facade: new URL(status.facade ?? `http://127.0.0.1:${facade?.port ?? 0}`),
            roles,
            memberCount: status.members.length,
            brokerService: status.brokerService,
            answers,
            signal: joined,
          });
          await use(lab);
        });
      } finally {
        await claim.release();
      }
    } finally {
      await session.close();
    }
  } finally {
    onProgress('taking everything down');
    let survivors: Survivor[] = [];
    try {
      const end = await endSession(workingDirectory, name);
      if ('survivors' in end) survivors = end.survivors;
    } finally {
      onEnd(await endStrays(survivors, mark));
      await rm(files.root, { recursive: true, force: true });
    }
  }
}

/** Nothing of a submission may run while the next one is judged: it could have its ports. */
async function endStrays(
  survivors: readonly Survivor[],
  mark: Parameters<typeof endMarked>[0],
): Promise<LabEnd> {
  const { killed, left } = await endMarked(mark);
  const gone = new Set(killed.map(({ pid }) => pid));
  const known = new Set(survivors.map(({ pid }) => pid));
  const still = survivors.filter(({ pid }) => pid === null || !gone.has(pid));
  return {
    survivors: [...still, ...left.filter(({ pid }) => !known.has(pid))].map(described),
    strays: killed.map(described),
  };
}

function described({ pid, command }: Pick<Survivor, 'pid' | 'command'>): string {
  return `${pid ?? 'unknown pid'} ${command ?? ''}`.trim();
}
