import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { connectSession } from '../../../src/control/client.ts';
import { statusAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { isFree } from '../../../src/supervisor/ports/ports.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { Distq, errorDocument, session } from '../support/distq.ts';
import { untilGone } from '../support/until-gone.ts';

const worker = join(import.meta.dirname, '..', '..', 'supervisor', 'fixtures', 'worker.js');

let distq: Distq;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
});

afterEach(async () => {
  await distq.dispose();
});

const record = z.object({ supervisor: z.object({ pid: z.number() }) });

async function supervisorPid(): Promise<number> {
  const file = join(distq.directory, '.distq', 'sessions', session, 'session.json');
  return record.parse(JSON.parse(await readFile(file, 'utf8'))).supervisor.pid;
}

function events(): Promise<string> {
  return readFile(join(distq.directory, '.distq', 'sessions', session, 'events.jsonl'), 'utf8');
}

async function upMinimal() {
  const args = ['up', '--detach', '--topology', 'minimal', '--isolated'];
  const status = await distq.json(args, statusAnswer);
  return [...status.services, ...status.members].map(({ pid }) => pid ?? 0);
}

test('a supervisor that is killed takes services, member and even a frozen service with it', async () => {
  const pids = await upMinimal();
  await distq.run(['kill', 'facade-service', '--signal', 'SIGSTOP']);
  process.kill(await supervisorPid(), 'SIGKILL');
  await untilGone(pids);
  expect((await distq.run(['status'])).exitCode).toBe(3);
  const down = await distq.run(['down']);
  expect(down).toMatchObject({ exitCode: 0 });
  expect(down.stdout).toContain('had died');
});

test('after a killed supervisor the next up works', async () => {
  await upMinimal();
  process.kill(await supervisorPid(), 'SIGKILL');
  await upMinimal();
});

test('a taken port is found before anything starts', async () => {
  const [port = 0, ...others] = await freePorts(7);
  await writeFile(join(distq.directory, 'mine.yaml'), minimalOn([port, ...others]));
  const holder = createServer().listen(others[0], '127.0.0.1');
  await once(holder, 'listening');
  try {
    const { exitCode, stdout } = await distq.run(['up', '--detach', '--topology', 'mine.yaml', '--json']);
    expect(exitCode).toBe(4);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain(
      `port ${others[0] ?? 0}, which config-server-1 wants, is held by process ${process.pid}`,
    );
    expect((await distq.run(['status'])).exitCode).toBe(3);
  } finally {
    holder.close();
  }
});

test('a service that does not get ready is named, with the end of its log, and nothing is left', async () => {
  const ports = await freePorts(7);
  const broken = `${minimalOn(ports)}
  broken:
    command: ['${process.execPath}', '-e', 'console.log("I have no hope"); process.exit(9)']
    ports: [${ports[5] ?? 0}]
    dependsOn: [facade-service]
`;
  await writeFile(join(distq.directory, 'broken.yaml'), broken);
  const { exitCode, stderr } = await distq.run(['up', '--detach', '--topology', 'broken.yaml']);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/broken-1 ended before it was ready: exit code 9[^]*I have no hope/);
  expect((await distq.run(['status'])).exitCode).toBe(3);
});

test('a down ends a restart that waits for the cluster to be safe, and one that is under way', async () => {
  const pids = await upMinimal();
  await distq.run(['kill', 'hazelcast-node1', '--signal', 'SIGSTOP']);
  const waiting = distq.run(['restart', 'hazelcast-node1']);
  const restarting = distq.run(['restart', 'hazelcast-node1', '--no-wait']);
  const remote = await connectSession({ directory: distq.directory, session });
  await waitFor({
    what: 'the member to be stopped',
    timeoutMs: 15_000,
    intervalMs: 10,
    probe: async () => /"hazelcast-node1","from":"\w+","to":"stopping"/.test(await events()) || undefined,
  });
  const supervisor = await supervisorPid();
  await remote.down();
  await remote.close();
  // Told why, or cut off where the supervisor was quicker to go.
  for (const { exitCode } of await Promise.all([waiting, restarting])) expect([3, 5]).toContain(exitCode);
  const everStarted = [...(await events()).matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
  await untilGone([...pids, ...everStarted, supervisor]);
});

test('a wrapper that runs a service takes it with it, however the session ends', async () => {
  const ports = await freePorts(7);
  const wrapped = `${minimalOn(ports)}
  wrapped:
    command: [sh, -c, '"${process.execPath}" "${worker}" & wait']
    ports: [${ports[5] ?? 0}]
`;
  await writeFile(join(distq.directory, 'wrapped.yaml'), wrapped);
  const up = ['up', '--detach', '--topology', 'wrapped.yaml'];
  // Each start would find the port taken by what an earlier one had left.
  expect(await distq.run(up)).toMatchObject({ exitCode: 0 });
  expect(await distq.run(['down'])).toMatchObject({ exitCode: 0 });
  expect(await distq.run(up)).toMatchObject({ exitCode: 0 });
  process.kill(await supervisorPid(), 'SIGKILL');
  await distq.run(['down']);
  await waitFor({
    what: 'the port to be free',
    timeoutMs: 15_000,
    probe: async () => (await isFree(ports[5] ?? 0, '127.0.0.1')) || undefined,
  });
});

test('without Java the error says what to do, exit 6', async () => {
  const { exitCode, stderr } = await distq.run(['up', '--detach', '--isolated'], {
    PATH: '/nowhere',
    JAVA_HOME: '',
  });
  expect(exitCode).toBe(6);
  expect(stderr).toMatch(/Java/);
});

test.each([
  { what: 'Ctrl-C', signal: 'SIGINT', exitCode: 130 },
  { what: 'a terminal that closes', signal: 'SIGHUP', exitCode: 129 },
] as const)('$what ends the topology in the foreground, exit $exitCode', async ({ signal, exitCode }) => {
  const foreground = distq.run(['up', '--topology', 'minimal', '--isolated']);
  const status = await waitFor({
    what: 'the topology to be ready',
    timeoutMs: 60_000,
    probe: async () => {
      const seen = await distq.status();
      return seen.services.every(({ state }) => state === 'ready') ? seen : undefined;
    },
  });
  foreground.kill(signal);
  expect((await foreground).exitCode).toBe(exitCode);
  await untilGone([...status.services, ...status.members].map(({ pid }) => pid ?? 0));
  // In good order: by the watchdog alone it would not be recorded.
  expect(await events()).toContain('"to":"stopping"');
});

function minimalOn(ports: number[]): string {
  const [member = 0, config = 0, logging = 0, messages = 0, facade = 0, , memberPort = 0] = ports;
  return `name: mine
cluster:
  map: { name: message-distributed-map, backups: 0 }
  queue: { name: message-distributed-queue, backups: 0 }
  members:
    - { name: only, port: ${member}, memberPort: ${memberPort} }
services:
  config-server:
    ports: [${config}]
  logging-service:
    ports: [${logging}]
    dependsOn: [config-server, cluster]
  messages-service:
    ports: [${messages}]
    dependsOn: [config-server, cluster]
  facade-service:
    ports: [${facade}]
    dependsOn: [config-server, cluster, logging-service]`;
}
