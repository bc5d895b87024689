import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { brokerOf } from '../../../src/broker/broker-of.ts';
import { RemoteSession } from '../../../src/control/client.ts';
import { serveSession } from '../../../src/control/server.ts';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { GatedSession } from '../../../src/supervisor/session/gated-session.ts';
import { RunGate } from '../../../src/supervisor/session/run-gate.ts';
import { Supervisor } from '../../../src/supervisor/session/supervisor.ts';
import { topologySchema } from '../../../src/topology/topology.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

const broker = brokerOf('hazelcast');

const command = [process.execPath, join(import.meta.dirname, '..', 'fixtures', 'worker.js')];

/** One worker that a supervisor runs, served on a socket; `connect` gives a caller of its own. */
export async function serveWorker() {
  const [port] = await freePorts(1);
  const topology = topologySchema.parse({
    name: 'one',
    cluster: { runtime: 'external', addresses: ['127.0.0.1:1'] },
    services: { worker: { command, ports: [port] } },
  });
  const directory = await temporaryDirectory();
  const files = sessionFiles(directory, 'default');
  await mkdir(files.logs, { recursive: true });
  const supervisor = new Supervisor({
    topology,
    files,
    broker,
    runtime: broker.createRuntime('external', topology.cluster, { directory, env: process.env }),
    onLaunch: () => Promise.resolve(),
    onChange: () => undefined,
  });
  const gate = new RunGate();
  const socket = join(directory, 's.sock');
  const server = await serveSession(
    {
      callerSession: (claim) => new GatedSession(supervisor, gate, claim),
      release: (claim) => {
        gate.release(claim);
      },
    },
    socket,
  );
  let ended: Promise<void> | undefined;
  const end = () => {
    gate.end();
    return (ended ??= supervisor.stopAll().then(() => server.close()));
  };
  onTestFinished(end);
  await supervisor.startAll(new AbortController().signal);
  const connect = (): RemoteSession => {
    const session = new RemoteSession(socket);
    onTestFinished(() => session.close());
    return session;
  };
  return { connect, end, socket, supervisor };
}
