import { chooseRuntime, type RuntimeChoice } from '../cluster/choose-runtime.ts';
import { createRuntime, type ClusterRuntime } from '../cluster/runtime.ts';
import type { Session, SessionStatus, StateChange } from '../control/contract.ts';
import { serveSession, type SessionSource } from '../control/server.ts';
import { sessionFiles, type SessionFiles } from '../control/session-files.ts';
import { prepareSocketPath } from '../control/socket-path.ts';
import { NotReadyError } from '../shared/errors.ts';
import { untilAbort } from '../shared/until-abort.ts';
import { addManagementCenter, managementCenterName } from '../topology/management-center.ts';
import type { RuntimeName, Topology } from '../topology/schema.ts';
import { Bookkeeping } from './bookkeeping.ts';
import { claimSession } from './claim-session.ts';
import { removeDeadRuns } from './dead-runs.ts';
import { GatedSession } from './gated-session.ts';
import { host } from './host.ts';
import { assertPortsFree, type WantedPort } from './ports.ts';
import { RunGate } from './run-gate.ts';
import { Supervisor } from './supervisor.ts';
import { wantedPorts } from './wanted-ports.ts';

export interface UpOptions {
  directory: string;
  session: string;
  topology: Topology;
  runtime: RuntimeName;
  /** Bound on the start of members and services, after what they need is there: a download does not count. */
  waitTimeoutMs: number;
  /** Management Center runs too, on this port; runtime docker only. */
  managementCenterPort?: number | undefined;
}

export interface SessionHooks {
  /** What is being done now, for people. */
  onProgress: (text: string) => void;
  /** Before the members are prepared: what they run as, where that was left to distq. */
  onRuntime: (choice: RuntimeChoice) => void;
  onChange: (change: StateChange) => void;
  onReady: (status: SessionStatus, session: Session) => void;
  /** Aborts: the session ends. */
  signal: AbortSignal;
}

/**
 * Starts a topology, serves it until somebody asks for its end, and leaves nothing behind, whatever happens.
 * @throws PortTakenError, MachineLacksError, UsageError, AlreadyRunningError before anything started; NotReadyError if a part does not get
 *   ready, after everything was ended again.
 */
export async function runSession(options: UpOptions, hooks: SessionHooks): Promise<void> {
  const files = sessionFiles(options.directory, options.session);
  const socket = await prepareSocketPath(options.directory, options.session, process.env);
  const release = await claimSession(files, (name) => {
    hooks.onProgress(`ended ${name}, which an earlier supervisor left behind`);
  });
  try {
    for (const name of await removeDeadRuns(options.directory))
      hooks.onProgress(`removed session ${name}, whose run was killed`);
    await assertPortsFree(allWantedPorts(options), host);
    const { runtime: chosen, because } = await chooseRuntime(
      options.runtime,
      options.topology.cluster,
      process.env,
    );
    if (because !== undefined) hooks.onRuntime({ runtime: chosen, because });
    const runtime = createRuntime(chosen, options.topology.cluster, {
      directory: files.cluster,
      env: process.env,
      retention: options.topology.retention,
      managementCenterPort: options.managementCenterPort,
    });
    await runtime.prepare(hooks.onProgress, hooks.signal);
    await supervise(
      { ...options, topology: withManagementCenter(options, runtime) },
      { files, socket, runtime },
      hooks,
    );
  } finally {
    await release();
  }
}

async function supervise(
  options: UpOptions,
  { files, socket, runtime }: { files: SessionFiles; socket: string; runtime: ClusterRuntime },
  hooks: SessionHooks,
): Promise<void> {
  const bookkeeping = await Bookkeeping.begin(files, {
    topology: options.topology.name,
    socket,
    ...(runtime.project === undefined ? {} : { project: runtime.project }),
  });
  try {
    const supervisor = new Supervisor({
      topology: options.topology,
      files,
      runtime,
      onLaunch: (plan, start, process) => bookkeeping.launched(plan, start, process),
      onChange: hooks.onChange,
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
      await untilEnded(supervisor, source.callerSession(undefined), options, hooks);
    } finally {
      gate.end();
      // It answers while everything is being stopped, too.
      await supervisor
        .stopAll()
        .finally(() => runtime.end())
        .finally(() => server.close());
    }
    supervisor.assertAllEnded();
  } finally {
    await bookkeeping.end();
  }
}

/** Starts everything, and waits until somebody asks for its end. */
async function untilEnded(
  supervisor: Supervisor,
  session: Session,
  options: UpOptions,
  hooks: SessionHooks,
): Promise<void> {
  const ended = Promise.race([supervisor.downRequested, untilAbort(hooks.signal)]);
  const start = new AbortController();
  const cancel = (reason: Error) => {
    start.abort(reason);
  };
  const timer = setTimeout(() => {
    cancel(
      new NotReadyError(`the topology was not ready within ${options.waitTimeoutMs} ms`, {
        hint: 'give it more time with --wait-timeout, or see `distq doctor`',
      }),
    );
  }, options.waitTimeoutMs);
  void ended.then(() => {
    cancel(hooks.signal.aborted ? reasonOf(hooks.signal) : new NotReadyError('told to stop while starting'));
  });
  try {
    await supervisor.startAll(start.signal);
  } finally {
    clearTimeout(timer);
  }
  hooks.onReady(await session.status(), session);
  await ended;
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new NotReadyError('told to stop while starting');
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
