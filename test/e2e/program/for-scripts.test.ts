import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { sessionEvent } from '../../../src/control/session-event.ts';
import { Distq, errorDocument, session } from '../support/distq.ts';

let distq: Distq;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
  const { stderr } = await distq.run(['up', '--detach', '--topology', 'minimal', '--isolated']);
  expect(stderr).toMatch(/^✔ runtime: jvm \(no Docker engine answers\)/m);
}, 120_000);

afterEach(() => distq.dispose());

const states = z.object({
  schemaVersion: z.literal(2),
  state: z.string(),
  waitedMs: z.number(),
  instances: z.array(z.object({ name: z.string(), state: z.string(), pid: z.number().nullable() })),
});

function eventsIn(stdout: string) {
  return stdout
    .trim()
    .split('\n')
    .map((line) => sessionEvent.parse(JSON.parse(line)));
}

/** Starts to follow; the snapshot is there once this returns. */
async function follow() {
  const following = distq.run(['events', '--json']);
  await new Promise((resolve) => following.stdout.once('data', resolve));
  // In an object, since it is a promise itself, of its end.
  return { following };
}

test('wait returns at once, later, or not in time, and events tell every change until the end', async () => {
  const { following } = await follow();
  expect((await distq.json(['wait'], states)).instances).toHaveLength(5);
  const exited = distq.json(['wait', 'messages-service', '--state', 'exited'], states);
  await distq.run(['kill', 'messages-service-1']);
  expect(await exited).toMatchObject({ instances: [{ name: 'messages-service-1', state: 'exited' }] });
  const late = await distq.run(['wait', 'messages-service', '--timeout', '1', '--json']);
  expect(late.exitCode).toBe(5);
  expect(errorDocument.parse(JSON.parse(late.stdout)).error.message).toBe(
    'waited 1000 ms for the state ready; last seen: messages-service-1 exited',
  );
  const ending = distq.json(['wait', '--state', 'exited'], states);
  await distq.run(['down']);
  expect((await ending).instances).toHaveLength(5);

  const followed = await following;
  expect(followed.exitCode).toBe(0);
  const [snapshot, ...rest] = eventsIn(followed.stdout);
  if (snapshot?.event !== 'snapshot') throw new Error('no snapshot');
  expect(rest.at(-1)?.event).toBe('end');
  const changes = rest.filter((event) => event.event === 'change');
  expect(changes.map(({ number }) => number)).toEqual(changes.map((_, index) => snapshot.number + 1 + index));
  const last = new Map(changes.map(({ name, to }) => [name, to]));
  expect([...last.values()]).toEqual(snapshot.processes.map(() => 'exited'));
}, 180_000);

test('following ends with 130 on Ctrl-C, and with 3 where the supervisor is killed', async () => {
  const { following: interrupted } = await follow();
  interrupted.kill('SIGINT');
  expect((await interrupted).exitCode).toBe(130);

  const { following } = await follow();
  const waiting = distq.run(['wait', '--state', 'unhealthy']);
  const record = z.object({ supervisor: z.object({ pid: z.number() }) });
  const file = join(distq.directory, '.distq', 'sessions', session, 'session.json');
  process.kill(record.parse(JSON.parse(await readFile(file, 'utf8'))).supervisor.pid, 'SIGKILL');
  expect((await following).exitCode).toBe(3);
  expect((await waiting).exitCode).toBe(3);
}, 180_000);
