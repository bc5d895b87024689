import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { statusAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { trace, type MessageTrace, type Stage } from '../../../src/protocol/trace/message-trace.ts';
import { Distq, errorDocument } from '../support/distq.ts';

/** The first consumer dies after its first poll, so that its message is offered again after the lease. */
const topology = `name: traced
cluster:
  members:
    - { name: one, port: 1 }
  map: { backups: 0 }
  queue: { backups: 0 }
services:
  config-server: { ports: [2] }
  logging-service: { ports: [3, 4], dependsOn: [config-server, cluster] }
  messages-service:
    ports: [5]
    dependsOn: [config-server, cluster]
    env: { DISTQ_CRASH_POINT: after-poll, DISTQ_LEASE_MS: '1000' }
  facade-service: { ports: [6], dependsOn: [config-server, cluster, logging-service] }
`;

let distq: Distq;
let facade: string;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('traced.yaml', topology);
  const status = await distq.json(['up', '--detach', '--isolated', '-t', './traced.yaml'], statusAnswer);
  facade = status.facade ?? '';
});

afterAll(async () => {
  await distq.dispose();
});

const posted = z.object({ message: z.object({ uuid: z.string() }) });

async function post(msg: string, key = randomUUID()): Promise<string> {
  const response = await fetch(new URL('/facade', facade), {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: new URLSearchParams({ msg }),
  });
  return posted.parse(await response.json()).message.uuid;
}

/** Its trace as soon as it has the stage. */
function untilStage(message: string, stage: Stage, instance?: string): Promise<MessageTrace> {
  let seen: Stage[] = [];
  return waitFor({
    what: `${message} to be ${stage}`,
    timeoutMs: 30_000,
    lastSeen: () => seen.join(' '),
    probe: async () => {
      const { stdout } = await distq.run(['trace', message, '--json']);
      const [first] = trace.parse(JSON.parse(stdout)).messages;
      seen = (first?.stages ?? []).map((one) => one.stage);
      const has = first?.stages.some(
        (one) => one.stage === stage && (instance === undefined || one.instance === instance),
      );
      return has === true ? first : undefined;
    },
  });
}

function stagesOf({ stages }: MessageTrace): Stage[] {
  return stages.map(({ stage }) => stage);
}

test('a message that a dead consumer had polled: its relay is seen, and that the first poll is not known', async () => {
  const uuid = await post('polled by the dead');
  const way = await untilStage('polled by the dead', 'cleared');
  expect(way.uuid).toBe(uuid);
  const stages = stagesOf(way);
  expect(stages.filter((stage) => stage !== 'logged').slice(0, 4)).toEqual(
    expect.arrayContaining(['posted', 'offered', 'pending', 'answered']),
  );
  expect(stages).toContain('offered-again');
  // The consumer may have the item before the relay's offer is answered.
  const ofConsumer = stages.filter((stage) => stage !== 'offered-again');
  expect(ofConsumer.slice(-4)).toEqual(['polled', 'recorded', 'shown', 'cleared']);
  expect(way.outcome).toBe('shown');
  expect(way.gaps).toMatchObject([{ instance: 'messages-service-1', why: 'started-later' }]);
});

test('a message is traced by uuid and by text, its stages in order, and where it is', async () => {
  const uuid = await post('hello');
  await untilStage(uuid, 'cleared');
  for (const asked of [uuid, uuid.toUpperCase(), 'hello']) {
    const { messages, instances, queueOwner } = await distq.json(['trace', asked], trace);
    expect(messages).toHaveLength(1);
    const [way] = messages;
    expect(way).toMatchObject({ uuid, text: 'hello', outcome: 'shown', gaps: [] });
    const stages = way === undefined ? [] : stagesOf(way);
    // The consumer is often faster than the facade's answer, so there are two sequences.
    expect(
      stages.filter((stage) => ['posted', 'logged', 'offered', 'pending', 'answered'].includes(stage)),
    ).toEqual(['posted', 'logged', 'offered', 'pending', 'answered']);
    expect(stages.filter((stage) => ['polled', 'recorded', 'shown', 'cleared'].includes(stage))).toEqual([
      'polled',
      'recorded',
      'shown',
      'cleared',
    ]);
    expect(way?.stages.find(({ stage }) => stage === 'answered')?.status).toBe(201);
    expect(way?.log).toEqual({ isLogged: true, member: 'one' });
    expect(way?.ledger).toEqual({ pendingSince: null, recordedBy: 'messages-service-1' });
    expect(queueOwner).toBe('one');
    expect(instances.map(({ name, silent }) => [name, silent])).toEqual([
      ['logging-service-1', null],
      ['logging-service-2', null],
      ['messages-service-1', null],
      ['facade-service-1', null],
    ]);
  }
  const { stdout, exitCode } = await distq.run(['trace', 'hello']);
  expect(stdout).toContain(uuid);
  expect(stdout).toMatch(/0\.000 {2}facade-service-1 +posted/);
  expect(exitCode).toBe(0);
});

test('a repeated post is seen as one, with its answer', async () => {
  const key = randomUUID();
  await post('once', key);
  await post('twice', key);
  const way = await untilStage(key, 'cleared');
  const told = way.stages.filter(({ stage }) => stage === 'posted' || stage === 'answered');
  expect(told.map(({ stage, isRepeat, status }) => [stage, isRepeat ?? false, status])).toEqual([
    ['posted', false, undefined],
    ['answered', false, 201],
    ['posted', true, undefined],
    ['answered', false, 200],
  ]);
  expect(way.text).toBe('once');
});

test('the newest messages with a text come first', async () => {
  const uuids: string[] = [];
  for (let time = 0; time < 12; time++) uuids.push(await post('same'));
  const { messages, omitted } = await distq.json(['trace', 'same'], trace);
  expect(messages.map(({ uuid }) => uuid)).toEqual(uuids.reverse().slice(0, 10));
  expect(omitted).toBe(2);
});

test('what no service keeps any more is told from ledger and log; stopped services are named', async () => {
  const uuid = await post('before the restart');
  await untilStage(uuid, 'cleared');
  await distq.run(['restart', 'facade-service', 'logging-service']);
  await distq.run(['kill', 'messages-service-1']);
  for (const asked of [uuid, 'before the restart']) {
    const { messages, instances } = await distq.json(['trace', asked], trace);
    expect(messages).toMatchObject([
      {
        uuid,
        outcome: 'recorded',
        stages: [{ stage: 'recorded', instance: 'messages-service-1', fromLedger: true }],
        log: { isLogged: true, member: 'one' },
      },
    ]);
    expect(messages[0]?.gaps.map(({ instance, why }) => `${instance} ${why}`)).toEqual([
      'logging-service-1 started-later',
      'logging-service-2 started-later',
      'messages-service-1 silent',
      'facade-service-1 started-later',
    ]);
    expect(instances.find(({ name }) => name === 'messages-service-1')?.silent).toMatch(/^it does not run/);
  }
  await distq.run(['start', 'messages-service-1']);
  const again = await untilStage(uuid, 'shown-again');
  expect(again.outcome).toBe('shown');
});

test('an unknown message is not found, and a frozen service does not hold that up', async () => {
  await distq.run(['kill', 'logging-service-1', '--signal', 'SIGSTOP']);
  const { exitCode, stdout } = await distq.run([
    'trace',
    'nothing of the kind',
    '--json',
    '--timeout',
    '500',
  ]);
  await distq.run(['kill', 'logging-service-1', '--signal', 'SIGCONT']);
  expect(exitCode).toBe(1);
  const { messages, instances } = trace.parse(JSON.parse(stdout));
  expect(messages).toEqual([]);
  expect(instances.filter(({ silent }) => silent !== null)).toMatchObject([
    { name: 'logging-service-1', silent: 'no answer within 500 ms' },
  ]);
});

test('without a session it says so', async () => {
  const { exitCode, stdout } = await distq.run(['trace', 'a', '--json', '--session', 'none']);
  expect(exitCode).toBe(3);
  expect(errorDocument.parse(JSON.parse(stdout)).error.code).toBe('nothing-running');
});
