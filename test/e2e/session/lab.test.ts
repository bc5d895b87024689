import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionStatus } from '../../../src/control/contract.ts';
import { killNodeAnswer, statusAnswer } from '../../../src/control/messages.ts';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument, getDocument, postDocument } from '../support/distq.ts';

const ten = Array.from({ length: 10 }, (_, index) => `msg${index + 1}`).sort();

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
});

afterAll(async () => {
  await distq.dispose();
});

/** Each messages-service's set, from as many answers of the facade as it takes to hear of both. */
async function setsOfBoth(expected: number): Promise<Record<string, string[]>> {
  const sets: Record<string, string[]> = {};
  await waitFor({
    what: `both sets to hold ${expected} messages together`,
    timeoutMs: 20_000,
    lastSeen: () => JSON.stringify(sets),
    probe: async () => {
      const { answers } = await distq.json(['get', '--times', '10'], getDocument);
      for (const answer of answers) sets[answer.messages.instance] = answer.messages.messages;
      return Object.values(sets).flat().length >= expected && Object.keys(sets).length === 2
        ? true
        : undefined;
    },
  });
  return sets;
}

function sum(
  members: SessionStatus['members'],
  structure: 'map' | 'queue',
  which: 'owned' | 'backup',
): number {
  return members.reduce((total, member) => total + (member[structure]?.[which] ?? 0), 0);
}

describe('the lab, from start to end', () => {
  test('up brings three members and seven services to ready', async () => {
    const status = await distq.json(['up', '--detach', '--isolated'], statusAnswer);
    expect(status.members.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    expect(status.services.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'config-server-1 ready',
      'facade-service-1 ready',
      'logging-service-1 ready',
      'logging-service-2 ready',
      'logging-service-3 ready',
      'messages-service-1 ready',
      'messages-service-2 ready',
    ]);
  });

  test('a second up is refused and harms nothing', async () => {
    const { exitCode, stdout } = await distq.run(['up', '--detach', '--json']);
    expect(exitCode).toBe(2);
    expect(errorDocument.parse(JSON.parse(stdout)).error.code).toBe('already-running');
    expect((await distq.status()).services.every(({ state }) => state === 'ready')).toBe(true);
  });

  test('ten posts are acknowledged, each in the log and in exactly one set', async () => {
    expect(await distq.json(['post', '--count', '10'], postDocument)).toMatchObject({
      attempted: 10,
      acknowledged: 10,
    });
    const sets = await setsOfBoth(10);
    expect(Object.values(sets).flat().sort()).toEqual(ten);
    const { answers } = await distq.json(['get', '--times', '10'], getDocument);
    for (const answer of answers) expect([...answer.logging.messages].sort()).toEqual(ten);
  });

  test('status counts ten entries over the members, and as many backups', async () => {
    const status = await waitFor({
      what: 'the members to count ten entries',
      timeoutMs: 10_000,
      probe: async () => {
        const seen = await distq.status();
        return sum(seen.members, 'map', 'owned') === 10 ? seen : undefined;
      },
    });
    expect(sum(status.members, 'map', 'backup')).toBe(10);
    expect(status.members.filter(({ ownsQueue }) => ownsQueue).map(({ name }) => name)).toEqual([
      status.queue.owner,
    ]);
    expect(new Set(status.members.map(({ version }) => version))).toEqual(new Set(['5.7.0']));
  });

  test('killing the owner of the queue makes another one own it, and posts go on', async () => {
    const before = await distq.status();
    const killed = await distq.json(['kill-node'], killNodeAnswer.loose());
    expect(killed).toMatchObject({
      hit: true,
      clusterSafe: true,
      name: before.queue.owner,
      ownerBefore: before.queue.owner,
    });
    expect(killed.ownerAfter).not.toBeNull();
    expect(killed.ownerAfter).not.toBe(killed.ownerBefore);
    expect(await identifyProcess(killed.pid)).toBeUndefined();

    expect(await distq.json(['post', '--count', '10', '--prefix', 'after'], postDocument)).toMatchObject({
      acknowledged: 10,
    });
    const sets = await setsOfBoth(20);
    const all = [...ten, ...ten.map((text) => text.replace('msg', 'after'))].sort();
    expect(Object.values(sets).flat().sort()).toEqual(all);
  });

  test('messages wait in the queue while nobody reads it, on an owner and a backup', async () => {
    await distq.run(['stop', 'messages-service']);
    await distq.json(['post', '--count', '5', '--prefix', 'waiting'], postDocument);
    const status = await waitFor({
      what: 'the members to count five items',
      timeoutMs: 10_000,
      probe: async () => {
        const seen = await distq.status();
        return sum(seen.members, 'queue', 'owned') === 5 && sum(seen.members, 'queue', 'backup') === 5
          ? seen
          : undefined;
      },
    });
    expect(status.queue.size).toBe(5);
    expect(status.members.find(({ ownsQueue }) => ownsQueue)?.queue?.owned).toBe(5);
    await distq.run(['start', 'messages-service']);
    await waitFor({
      what: 'the queue to be empty',
      timeoutMs: 10_000,
      probe: async () => ((await distq.status()).queue.size === 0 ? true : undefined),
    });
  });

  test('a member that was killed comes back and is seen', async () => {
    const dead = (await distq.status()).members.find(({ state }) => state === 'exited');
    const { exitCode } = await distq.run(['start', dead?.name ?? '']);
    expect(exitCode).toBe(0);
    expect(
      (await distq.status()).members.every(({ state, uuid }) => state === 'ready' && uuid !== null),
    ).toBe(true);
  });

  test('consumers that were stopped show again what they had received', async () => {
    const sets = await setsOfBoth(25);
    expect(Object.values(sets).flat()).toHaveLength(25);
  });

  test('every member is restarted, one once the cluster is safe after the other, and nothing is lost', async () => {
    const before = await distq.status();
    const { exitCode } = await distq.run(['restart', 'cluster']);
    expect(exitCode).toBe(0);
    const after = await distq.status();
    for (const [index, { pid, state }] of after.members.entries()) {
      expect(state).toBe('ready');
      expect(pid).not.toBe(before.members[index]?.pid);
    }
    const { answers } = await distq.json(['get'], getDocument);
    expect(answers[0]?.logging.messages).toHaveLength(25);
  });

  test('a member that is killed while another one is suspended: the cluster is not safe, and it warns', async () => {
    const [frozen, killed] = (await distq.status()).members.map(({ name }) => name);
    await distq.run(['kill', frozen ?? '', '--signal', 'SIGSTOP']);
    const { stdout, stderr } = await distq.run(['kill-node', killed ?? '', '--json']);
    await distq.run(['kill', frozen ?? '', '--signal', 'SIGCONT']);
    expect(killNodeAnswer.loose().parse(JSON.parse(stdout))).toMatchObject({ hit: true, clusterSafe: false });
    expect(stderr).toContain('not safe');
  });

  test('a service that crashes is started again', async () => {
    const before = (await distq.status()).services.find(({ name }) => name === 'logging-service-2');
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await waitFor({
      what: 'the restart',
      timeoutMs: 20_000,
      probe: async () => {
        const now = (await distq.status()).services.find(({ name }) => name === 'logging-service-2');
        return now?.restarts === 1 && now.state === 'ready' ? true : undefined;
      },
    });
  });

  test('logs hold a line for each message', async () => {
    const { stdout } = await distq.run(['logs', 'messages-service', '--tail', '100000']);
    expect(stdout.match(/Message Was Received: after\d+/g)).toHaveLength(10);
  });

  test('down leaves nothing', async () => {
    const status = await distq.status();
    const pids = [...status.services, ...status.members].map(({ pid }) => pid ?? 0);
    expect((await distq.run(['down'])).exitCode).toBe(0);
    expect(await Promise.all(pids.map(identifyProcess))).toEqual(pids.map(() => undefined));
    expect((await distq.run(['status'])).exitCode).toBe(3);
    expect(await distq.run(['down'])).toMatchObject({ exitCode: 0, stdout: 'nothing was running here' });
  });
});
