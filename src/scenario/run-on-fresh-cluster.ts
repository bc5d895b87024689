import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectSession } from '../control/client.ts';
import { sessionFiles } from '../control/session-files.ts';
import { upDetached } from '../supervisor/detached.ts';
import { endSession } from '../supervisor/end-session.ts';
import { isolateUp } from '../supervisor/isolate-up.ts';
import type { UpOptions } from '../supervisor/run-session.ts';
import { findTopology } from '../topology/builtin.ts';
import type { RuntimeName } from '../topology/schema.ts';
import { changeTopology } from './change-topology.ts';
import { runScenario, type FinishedRun, type RunOptions } from './run-scenario.ts';

export interface FreshRunOptions extends Omit<RunOptions, 'session'> {
  /** Whose topologies are found, and where the session's files go. */
  workingDirectory: string;
  runtime: RuntimeName | undefined;
  waitTimeoutMs: number;
  /** Makes the session's name and cluster unique. */
  suffix: string;
  onProgress: (text: string) => void;
}

/**
 * Starts the scenario's topology on free ports, runs the scenario, and takes the topology down again whatever happens. The logs of
 * everything are kept beside the evidence.
 */
export async function runOnFreshCluster(options: FreshRunOptions): Promise<FinishedRun> {
  const up = await freshUp(options);
  const files = sessionFiles(up.directory, up.session);
  try {
    await upDetached(up, {
      onProgress: options.onProgress,
      onChange: ({ name, to }) => {
        if (to === 'ready') options.onProgress(`${name} is ready`);
      },
      signal: options.signal,
    });
    const session = await connectSession({ directory: up.directory, session: up.session });
    try {
      return await runScenario({ ...options, session });
    } finally {
      await session.close();
    }
  } finally {
    await endSession(up.directory, up.session);
    await cp(files.logs, join(options.directory, 'logs'), { recursive: true, force: true }).catch(
      () => undefined,
    );
    await rm(files.root, { recursive: true, force: true });
  }
}

async function freshUp(options: FreshRunOptions): Promise<UpOptions> {
  const { scenario, workingDirectory } = options;
  const { topology } = await findTopology(scenario.topology, workingDirectory);
  const changed = changeTopology(topology, scenario.change);
  return isolateUp(
    {
      directory: workingDirectory,
      session: `run-${options.suffix}`,
      topology: changed,
      runtime: options.runtime ?? changed.cluster.runtime,
      waitTimeoutMs: options.waitTimeoutMs,
    },
    options.suffix,
  );
}
