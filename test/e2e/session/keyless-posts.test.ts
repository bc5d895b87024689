import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { killNodeAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq } from '../support/distq.ts';

/** `distq bench` posts without an Idempotency-Key, as a form does; the scenarios post with one, and their messages are logged and recorded in another way. */
const benchDocument = z.object({
  acknowledged: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
  arrival: z.object({ complete: z.boolean(), missing: z.number(), duplicated: z.number() }),
});

/** The owner of the queue dies and two of three logging-services: two members are enough. */
const topology = `name: two-members
cluster:
  members:
    - { name: one, port: 1 }
    - { name: two, port: 2 }
services:
  config-server: { ports: [3] }
  logging-service: { ports: [4, 5, 6], dependsOn: [config-server, cluster] }
  messages-service: { ports: [7, 8], dependsOn: [config-server, cluster] }
  facade-service: { ports: [9], dependsOn: [config-server, cluster, logging-service] }
`;

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('two-members.yaml', topology);
  const { exitCode, stderr } = await distq.run([
    ...['up', '--detach', '--isolated', '--topology', './two-members.yaml'],
  ]);
  expect(exitCode, stderr).toBe(0);
});

afterAll(async () => {
  await distq.dispose();
});

async function countLogged(): Promise<number> {
  const { members } = await distq.status();
  return members.reduce((sum, { map }) => sum + (map?.owned ?? 0), 0);
}

function untilLogged(count: number): Promise<number> {
  return waitFor({
    what: `more than ${count} messages in the log`,
    timeoutMs: 30_000,
    intervalMs: 200,
    probe: async () => {
      const logged = await countLogged();
      return logged > count ? logged : undefined;
    },
  });
}

test('posts without a key: the owner and two logging-services die under load, and each acknowledged one arrives once', async () => {
  // By number and not by time: on a busy machine the commands below take longer, and so do the posts.
  const running = distq.run(['bench', '--count', '15000', '--warm-up', '0', '--concurrency', '32', '--json']);
  await untilLogged(100);
  expect(await distq.json(['kill-node'], killNodeAnswer)).toMatchObject({ hit: true });
  await distq.json(['kill', 'logging-service-1', 'logging-service-2'], z.unknown());
  const loggedBefore = await untilLogged(0);
  const { stdout } = await running;
  const run = benchDocument.parse(JSON.parse(stdout));
  expect(run.acknowledged).toBeGreaterThan(loggedBefore);
  expect(run).toMatchObject({ refused: 0, arrival: { complete: true, missing: 0, duplicated: 0 } });
});

/** Longer than the lease after which the other one's relay takes over. */
const freezeMs = 7_000;

test('posts without a key: a consumer dies, the other one is frozen beyond its lease, and each acknowledged one arrives once', async () => {
  const signal = (...args: string[]) => distq.json(['kill', ...args], z.unknown());
  // At a rate: what is frozen is frozen for longer than any load needs, and a closed loop would fill that time with work.
  const load = ['--rate', '300', '--duration', '14', '--warm-up', '0', '--concurrency', '32'];
  const running = distq.run(['bench', ...load, '--json']);
  await untilLogged((await countLogged()) + 300);
  await signal('messages-service-1');
  await distq.json(['start', 'messages-service-1'], z.unknown());
  await signal('messages-service-2', '--signal', 'SIGSTOP');
  await sleep(freezeMs);
  await signal('messages-service-2', '--signal', 'SIGCONT');
  const { stdout } = await running;
  const run = benchDocument.parse(JSON.parse(stdout));
  expect(run).toMatchObject({ refused: 0, arrival: { complete: true, missing: 0, duplicated: 0 } });
});
