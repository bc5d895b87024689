import { brokerOfCluster } from '../../broker/broker-of.ts';
import type { Broker } from '../../broker/contract/broker.ts';
import type { RuntimeChoice } from '../../broker/contract/runtime-choice.ts';
import type { Session, SessionStatus, StateChange } from '../../control/contract.ts';
import { serveSession, type SessionSource } from '../../control/server.ts';
import { runsFolder, sessionFiles, type SessionFiles } from '../../control/session-files.ts';
import { prepareSocketPath } from '../../control/socket-path.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { untilAbort } from '../../foundation/async/until-abort.ts';
import { untilAborted } from '../../foundation/async/until-aborted.ts';
import { addManagementCenter, managementCenterName } from '../../topology/management-center.ts';
import { instancesOf } from '../../topology/order.ts';
import { openPage, type OpenPage } from '../../page/server/open-page.ts';
import { namedParts } from '../../topology/named-parts.ts';
import type { RuntimeName } from '../../topology/cluster-schema.ts';
import type { Topology } from '../../topology/topology.ts';
import { Bookkeeping } from './bookkeeping.ts';
import { claimSession } from './claim-session.ts';
import { selfCommand } from '../process/self-command.ts';
import { removeDeadRuns } from './dead-runs.ts';
import { GatedSession } from './gated-session.ts';
import { host } from '../probes/listen-hosts.ts';
import { assertPortsFree, type WantedPort } from '../ports/ports.ts';
import { reservePorts } from '../ports/reserve-ports.ts';
import { RunGate } from './run-gate.ts';
import { StartBound, type StartBoundOptions } from './start-bound.ts';
import { StartStage } from './start-stage.ts';
import { Supervisor } from './supervisor.ts';
import { wantedPorts } from '../ports/wanted-ports.ts';
import type { ClusterRuntime } from '../../broker/contract/cluster-runtime.ts';

export interface UpOptions extends StartBoundOptions {
  directory: string;
  session: string;
  topology: Topology;
  runtime: RuntimeName;
  /** Also run Management Center, on this port; runtime docker only. */
  managementCenterPort?: number | undefined;
  /** Serve the live page on this port; 0: a free one. Default: there is no page. */
  pagePort?: number | undefined;
}

export interface SessionHooks {
  /** What is being done now, for people. */
  onProgress: (text: string) => void;
  /** Called before the members are prepared, with the runtime that `auto` chose. */
  onRuntime: (choice: RuntimeChoice) => void;
  onChange: (change: StateChange) => void;
  onReady: (status: SessionStatus, session: Session) => void;
  /** Aborting it ends the session. */
  signal: AbortSignal;
}

/**
 * Starts a topology, serves it until its end is requested, and always leaves nothing running.
 * @throws PortTakenError, MachineLacksError, UsageError, AlreadyRunningError before anything started; NotReadyError if
 * a part does not become ready, after everything was ended again
 */
export async function runSession(options: UpOptions, hooks: SessionHooks): Promise<void> {
  const stage = new StartStage();
  const bound = new StartBound(options, () => stage.text);
  const told = stage.follow(hooks);
  const onAbort = (): void => {
    bound.abort(reasonOf(hooks.signal));
  };
  hooks.signal.addEventListener('abort', onAbort);
  if (hooks.signal.aborted) onAbort();
  try {
    await startAndServe(options, told, bound);
  } finally {
    hooks.signal.removeEventListener('abort', onAbort);
    bound.end();
  }
}

async function startAndServe(options: UpOptions, hooks: SessionHooks, bound: StartBound): Promise<void> {
  const { signal } = bound;
  const files = sessionFiles(options.directory, options.session);
  const socket = prepareSocketPath(options.directory, options.session, process.env);
  const onLeftBehind = (name: string): void => {
    hooks.onProgress(`ended ${name}, which an earlier supervisor left behind`);
  };
  const release = await claimSession(files, onLeftBehind, signal);
  try {
    for (const name of await removeDeadRuns(options.directory))
      hooks.onProgress(`removed session ${name}, whose run was killed`);
    await untilAborted(assertPortsFree(allWantedPorts(options), host), signal);
    const { cluster } = options.topology;
    const broker = brokerOfCluster(cluster);
    const { runtime: chosen, because } = await untilAborted(
      broker.chooseRuntime(options.runtime, cluster, { env: process.env, signal }),
      signal,
    );
    if (because !== undefined) hooks.onRuntime({ runtime: chosen, because });
    const runtime = broker.createRuntime(chosen, cluster, {
      directory: files.cluster,
      services: instancesOf(options.topology).map(({ name }) => name),
      reservePorts: async (count) => (await reservePorts(count, host)).ports,
      env: process.env,
      retention: options.topology.retention,
      managementCenterPort: options.managementCenterPort,
    });
    await prepare(runtime, hooks, bound);
    await supervise(
      { ...options, topology: withManagementCenter(options, runtime) },
      { files, socket, broker, runtime, bound },
      hooks,
    );
  } finally {
    await release();
  }
}

function prepare(runtime: ClusterRuntime, hooks: SessionHooks, bound: StartBound): Promise<void> {
  const { signal } = bound;
  const prepared = runtime.prepare(hooks.onProgress, signal, (download) => bound.aroundDownload(download));
  return untilAborted(prepared, signal);
}

interface Surroundings {
  files: SessionFiles;
  socket: string;
  broker: Broker;
  runtime: ClusterRuntime;
  bound: StartBound;
}

async function supervise(
  options: UpOptions,
  { files, socket, broker, runtime, bound }: Surroundings,
  hooks: SessionHooks,
): Promise<void> {
  const { name: topology } = options.topology;
  const { project } = runtime;
  const bookkeeping = await Bookkeeping.begin(
    files,
    { topology, socket, ...(project === undefined ? {} : { project }) },
    namedParts(options.topology, { ownsMembers: runtime.name !== 'external' }),
  );
  try {
    let page: OpenPage | undefined;
    const supervisor = new Supervisor({
      topology: options.topology,
      files,
      broker,
      runtime,
      onLaunch: (plan, start, process) => bookkeeping.launched(plan, start, process),
      onChange: hooks.onChange,
      pageAddress: () => page?.address,
    });
    const gate = new RunGate();
    const source: SessionSource = {
      callerSession: (claim) => new GatedSession(supervisor, gate, claim),
      release: (claim) => {
        gate.release(claim);
      },
    };
    const server = await serveSession(source, bookkeeping.record.socket);
    try {
      if (options.pagePort !== undefined) {
        const lab = {
          session: () => source.callerSession(undefined),
          cluster: () => supervisor.observer,
          directory: options.directory,
          runs: runsFolder(options.directory),
          program: selfCommand,
        };
        page = await openPage({ lab, host, port: options.pagePort, secretsFile: files.pageSecrets });
      }
      await untilEnded(supervisor, source.callerSession(undefined), hooks, bound);
    } finally {
      gate.end();
      const runEnds = page?.endRun();
      // Keep the server open while everything is being stopped.
      await supervisor
        .stopAll()
        .finally(() => runtime.end())
        .finally(() => runEnds)
        .finally(() => page?.close())
        .finally(() => server.close());
    }
    supervisor.assertAllEnded();
  } finally {
    await bookkeeping.end();
  }
}

/** Starts everything, and waits until the end of the session is requested. */
async function untilEnded(
  supervisor: Supervisor,
  session: Session,
  hooks: SessionHooks,
  bound: StartBound,
): Promise<void> {
  const ended = Promise.race([supervisor.downRequested, untilAbort(hooks.signal)]);
  void ended.then(() => {
    bound.abort(hooks.signal.aborted ? reasonOf(hooks.signal) : new NotReadyError('stopped while starting'));
  });
  await supervisor.startAll(bound.signal);
  bound.end();
  hooks.onReady(await session.status(), session);
  await ended;
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new NotReadyError('stopped while starting');
}

function withManagementCenter(
  { topology, managementCenterPort }: UpOptions,
  runtime: ClusterRuntime,
): Topology {
  const command = runtime.managementCenterCommand?.();
  if (managementCenterPort === undefined || command === undefined) return topology;
  return addManagementCenter(topology, managementCenterPort, command);
}

function allWantedPorts({ topology, managementCenterPort: port }: UpOptions): WantedPort[] {
  const center =
    port === undefined
      ? []
      : [
          { port, wantedBy: managementCenterName },
          { port: port + 1, wantedBy: `the health check of ${managementCenterName}` },
        ];
  return [...center, ...wantedPorts(topology)];
}
