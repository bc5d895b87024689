import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokerOf } from '../../../src/broker/broker-of.ts';
import type { StateChange } from '../../../src/control/contract.ts';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { Supervisor } from '../../../src/supervisor/session/supervisor.ts';
import { topologySchema } from '../../../src/topology/topology.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

const broker = brokerOf('hazelcast');

const command = [process.execPath, join(import.meta.dirname, '..', 'fixtures', 'worker.js')];

/** Two small services of which `top` depends on `base`, both running; `seen` are their changes from now on. */
async function startTwo() {
  const [basePort, topPort] = await freePorts(2);
  const topology = topologySchema.parse({
    name: 'two',
    cluster: { runtime: 'external', addresses: ['127.0.0.1:1'] },
    services: {
      base: { command, ports: [basePort] },
      top: { command, ports: [topPort], dependsOn: ['base'] },
    },
  });
  const directory = await temporaryDirectory();
  const files = sessionFiles(directory, 'default');
  await mkdir(files.logs, { recursive: true });
  const seen: StateChange[] = [];
  const supervisor = new Supervisor({
    topology,
    files,
    broker,
    runtime: broker.createRuntime('external', topology.cluster, { directory, env: process.env }),
    onLaunch: () => Promise.resolve(),
    onChange: (change) => seen.push(change),
  });
  let ended: Promise<void> | undefined;
  const end = () => (ended ??= supervisor.stopAll());
  onTestFinished(end);
  await supervisor.startAll(new AbortController().signal);
  seen.length = 0;
  return { supervisor, end, seen: () => seen.map(({ name, to }) => `${name} ${to}`) };
}

const inOrder = ['top-1 stopping', 'top-1 exited', 'base-1 stopping', 'base-1 exited'];

test('a service is stopped before those that it depends on, whatever the order of the names', async () => {
  const { supervisor, seen } = await startTwo();
  await supervisor.stop(['base', 'top']);
  expect(seen()).toEqual(inOrder);
});

test('at the end of the session a service ends before those that it depends on', async () => {
  const { end, seen } = await startTwo();
  await end();
  expect(seen()).toEqual(inOrder);
});

test('no signal is sent where one of the named processes does not run', async () => {
  const { supervisor, seen } = await startTwo();
  await supervisor.stop(['top']);
  const before = seen();
  await expect(supervisor.kill(['base', 'top'], 'SIGKILL')).rejects.toThrow('SIGKILL was sent to no process');
  expect(seen()).toEqual(before);
});
