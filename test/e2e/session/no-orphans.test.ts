import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
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
  await distq.write('pair.yaml', pair);
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

/** A member and a service: what a session needs to have something to end. */
const pair = `name: pair
cluster: { members: [{ name: only, port: 1 }], map: { backups: 0 }, queue: { backups: 0 } }
services:
  config-server: { ports: [2] }
`;

/** @returns the pids of services and members */
async function up(topology: 'minimal' | './pair.yaml'): Promise<number[]> {
  const status = await distq.json(['up', '--detach', '--topology', topology, '--isolated'], statusAnswer);
  return [...status.services, ...status.members].map(({ pid }) => pid ?? 0);
}

test('a supervisor that is killed takes services, member and even a frozen service with it', async () => {
  const pids = await up('minimal');
  await distq.run(['kill', 'facade-service', '--signal', 'SIGSTOP']);
  process.kill(await supervisorPid(), 'SIGKILL');
  await untilGone(pids);
  expect((await distq.run(['status'])).exitCode).toBe(3);
  const down = await distq.run(['down']);
  expect(down).toMatchObject({ exitCode: 0 });
  expect(down.stdout).toContain('had died');
});

test('after a killed supervisor the next up works', async () => {
  await up('./pair.yaml');
  process.kill(await supervisorPid(), 'SIGKILL');
  await up('./pair.yaml');
});

test('a taken port is found before anything starts', async () => {
  const [port = 0, memberPort = 0, taken = 0] = await freePorts(3);
  await distq.write(
    'mine.yaml',
    `name: mine
cluster:
  map: { backups: 0 }
  queue: { backups: 0 }
  members: [{ name: only, port: ${port}, memberPort: ${memberPort} }]
services:
  config-server: { ports: [${taken}] }
`,
  );
  const holder = createServer().listen(taken, '127.0.0.1');
  await once(holder, 'listening');
  try {
    const { exitCode, stdout } = await distq.run(['up', '--detach', '--topology', 'mine.yaml', '--json']);
    expect(exitCode).toBe(4);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain(
      `port ${taken}, which config-server-1 wants, is held by process ${process.pid}`,
    );
    expect((await distq.run(['status'])).exitCode).toBe(3);
  } finally {
    holder.close();
  }
});

test('a service that does not get ready is named, with the end of its log, and nothing is left', async () => {
  const broken = `${pair}  broken:
    command: ['${process.execPath}', '-e', 'console.log("I have no hope"); process.exit(9)']
    ports: [3]
    dependsOn: [config-server, cluster]
`;
  await distq.write('broken.yaml', broken);
  const { exitCode, stderr } = await distq.run([
    ...['up', '--detach', '--isolated', '--topology', './broken.yaml'],
  ]);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/broken-1 ended before it was ready: exit code 9[^]*I have no hope/);
  expect((await distq.run(['status'])).exitCode).toBe(3);
});

test('a down ends a restart that waits for the cluster to be safe, and one that is under way', async () => {
  const pids = await up('./pair.yaml');
  await distq.run(['kill', 'only', '--signal', 'SIGSTOP']);
  const waiting = distq.run(['restart', 'only']);
  const restarting = distq.run(['restart', 'only', '--no-wait']);
  const remote = await connectSession({ directory: distq.directory, session });
  await waitFor({
    what: 'the member to be stopped',
    timeoutMs: 15_000,
    intervalMs: 10,
    probe: async () => /"only","from":"\w+","to":"stopping"/.test(await events()) || undefined,
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
  const [port = 0] = await freePorts(1);
  const wrapped = `name: wrapped
services:
  wrapped:
    command: [sh, -c, '"${process.execPath}" "${worker}" & wait']
    ports: [${port}]
`;
  await distq.write('wrapped.yaml', wrapped);
  const start = ['up', '--detach', '--topology', 'wrapped.yaml'];
  // Each start would find the port taken by what an earlier one had left.
  expect(await distq.run(start)).toMatchObject({ exitCode: 0 });
  expect(await distq.run(['down'])).toMatchObject({ exitCode: 0 });
  expect(await distq.run(start)).toMatchObject({ exitCode: 0 });
  process.kill(await supervisorPid(), 'SIGKILL');
  await distq.run(['down']);
  await waitFor({
    what: 'the port to be free',
    timeoutMs: 15_000,
    probe: async () => (await isFree(port, '127.0.0.1')) || undefined,
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
  const foreground = distq.run(['up', '--topology', './pair.yaml', '--isolated']);
  const status = await waitFor({
    what: 'the topology to be ready',
    timeoutMs: 60_000,
    probe: async () => {
      const seen = await distq.status();
      return [...seen.services, ...seen.members].every(({ state }) => state === 'ready') ? seen : undefined;
    },
  });
  foreground.kill(signal);
  expect((await foreground).exitCode).toBe(exitCode);
  await untilGone([...status.services, ...status.members].map(({ pid }) => pid ?? 0));
  // In good order: by the watchdog alone it would not be recorded.
  expect(await events()).toContain('"to":"stopping"');
});
