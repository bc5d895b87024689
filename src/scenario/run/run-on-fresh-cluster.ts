import { rm } from 'node:fs/promises';
import { brokerOfCluster } from '../../broker/broker-of.ts';
import type { RuntimeChoice } from '../../broker/contract/runtime-choice.ts';
import { connectSession } from '../../control/client.ts';
import { sessionFiles } from '../../control/session-files.ts';
import { markRunSession } from '../../supervisor/session/dead-runs.ts';
import { upDetached } from '../../supervisor/session/detached.ts';
import { endSession } from '../../supervisor/session/end-session.ts';
import { isolateUp, type IsolatedUp } from '../../supervisor/session/isolate-up.ts';
import type { UpOptions } from '../../supervisor/session/run-session.ts';
import { UsageError } from '../../foundation/errors/errors.ts';
import { pathText } from '../../foundation/yaml/finding.ts';
import { findTopology } from '../../topology/builtin-topologies.ts';
import { hasFixedPorts } from '../../topology/isolated-topology.ts';
import type { RuntimeName } from '../../topology/cluster-schema.ts';
import type { Topology } from '../../topology/topology.ts';
import { withRuntime } from '../../topology/use-external.ts';
import { holdSession } from './hold-session.ts';
import { keepLogs, prepareRun } from './prepare-directory.ts';
import { changeTopology } from '../file/change-topology.ts';
import { linkMembers } from '../file/link-members.ts';
import { topologyFindings } from '../file/topology-findings.ts';
import type { Scenario } from '../file/scenario.ts';
import type { FinishedRun, RunOptions } from './run-scenario.ts';
import { topologyDigest } from '../file/topology-digest.ts';

export interface FreshRunOptions extends Omit<RunOptions, 'session' | 'topologyDigest'> {
  /** Where topologies are looked up and the session's files are written. */
  workingDirectory: string;
  runtime: RuntimeName | undefined;
  /** Timeout of the start in ms, including downloads; undefined: the default. */
  waitTimeoutMs: number | undefined;
  /** Minimum number of members for a useful run. Default 1. */
  leastMembers?: number;
  /** Makes the session's name and cluster unique. */
  suffix: string;
  onProgress: (text: string) => void;
  /** Called with the verdict while the cluster is taken down. If it fails, the run fails after that. */
  onJudged: (run: FinishedRun) => Promise<void>;
  /** Called with the runtime that was chosen for the members, and the reason. */
  onRuntime: (choice: RuntimeChoice) => void;
}

/**
 * Starts the scenario's topology on free ports, runs the scenario, and always takes the topology down, even if this
 * process is killed. Keeps all logs beside the evidence.
 */
export async function runOnFreshCluster(options: FreshRunOptions): Promise<FinishedRun> {
  const { topology } = await findTopology(options.scenario.topology, options.workingDirectory);
  const { up, releasePorts } = await freshUp(topology, options);
  try {
    return await runOn(up, { ...options, topologyDigest: topologyDigest(topology) });
  } finally {
    releasePorts();
  }
}

async function runOn(
  up: UpOptions,
  options: FreshRunOptions & { topologyDigest: string },
): Promise<FinishedRun> {
  // Before anything starts: if the start fails, no evidence of an earlier run may remain.
  await prepareRun(options.directory);
  const files = sessionFiles(up.directory, up.session);
  const where = hasFixedPorts(up.topology) ? 'the ports of its file' : 'free ports';
  options.onProgress(`starting topology ${up.topology.name} on ${where}`);
  let told = Promise.resolve();
  try {
    await markRunSession(files);
    const started = upDetached(up, {
      onProgress: options.onProgress,
      onRuntime: options.onRuntime,
      onChange: ({ name, to }) => {
        if (to === 'ready') options.onProgress(`${name} is ready`);
      },
      signal: options.signal,
      endsWithCommand: true,
    });
    // While the supervisor loads its own, a processor is free.
    const [{ runScenario }] = await Promise.all([loadRun(up.topology.cluster), started]);
    const session = await connectSession({ directory: up.directory, session: up.session });
    try {
      const held = { what: options.scenario.name, signal: options.signal };
      const run = await holdSession(session, held, (signal) => runScenario({ ...options, session, signal }));
      told = options.onJudged(run);
      // Thrown below, after the end of the cluster.
      told.catch(() => undefined);
      return run;
    } finally {
      await session.close();
    }
  } finally {
    options.onProgress('taking the cluster down');
    await endSession(up.directory, up.session);
    await keepLogs(files.logs, options.directory).catch(() => undefined);
    await rm(files.root, { recursive: true, force: true });
    await told;
  }
}

async function loadRun(cluster: Topology['cluster']) {
  const [module] = await Promise.all([import('./run-scenario.ts'), brokerOfCluster(cluster).loadClient?.()]);
  return module;
}

async function freshUp(found: Topology, options: FreshRunOptions): Promise<IsolatedUp> {
  const { scenario, workingDirectory } = options;
  const topology = withRuntime(found, { runtime: options.runtime });
  requireFit(scenario, topology);
  requireMembers(topology, options.leastMembers ?? 1);
  const changed = linkMembers(changeTopology(topology, scenario.change), scenario);
  return isolateUp(
    {
      directory: workingDirectory,
      session: `run-${options.suffix}`,
      topology: changed,
      runtime: changed.cluster.runtime,
      waitTimeoutMs: options.waitTimeoutMs,
      begunAtMs: Date.now(),
    },
    options.suffix,
  );
}

/** The scenario's own topology was checked when it was read; this one may be another. */
function requireFit(scenario: Scenario, topology: Topology): void {
  const problems = topologyFindings(scenario, topology);
  if (problems.length === 0) return;
  const lines = problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
  throw new UsageError(`${scenario.name} does not fit the topology:\n${lines.join('\n')}`);
}

function requireMembers({ name, cluster }: Topology, least: number): void {
  const has = cluster.members.length;
  if (has >= least || cluster.runtime === 'external' || cluster.runtime === 'none') return;
  throw new UsageError(
    `topology ${name} has ${has} member${has === 1 ? '' : 's'}; expected at least ${least}`,
    {
      hint: 'the queue survives the death of a member only if another member has its backup; use a topology such as lab or seed',
    },
  );
}
