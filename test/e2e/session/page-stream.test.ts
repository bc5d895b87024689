import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { PageChange } from '../../../src/page/wire/apply-change.ts';
import { eventIdText, type PageMessage } from '../../../src/page/wire/page-message.ts';
import type { PageAction } from '../../../src/page/wire/plan-action.ts';
import type { SystemView } from '../../../src/page/wire/page-state.ts';
import { readMessages } from '../../page/support/read-messages.ts';
import { Distq, session } from '../support/distq.ts';
import { smallTopology } from '../support/small-topology.ts';
import { untilGone } from '../support/until-gone.ts';

const record = z.object({ supervisor: z.object({ pid: z.number() }) });
const up = ['up', '--detach', '--isolated', '--links', 'members', '--topology', './small.yaml'];
const told = z.object({ command: z.string(), done: z.string() });

let distq: Distq;
let address: string;
let cookie: string;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('small.yaml', smallTopology);
  const { exitCode, stderr } = await distq.run(up);
  expect(exitCode, stderr).toBe(0);
  address = (await distq.status()).page ?? 'no page';
  const { headers, body } = await request(address);
  await body.dump();
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
}, 240_000);

afterAll(() => distq.dispose(), 120_000);

test('posts messages', async () => {
  expect((await act({ action: 'post', count: 3, ratePerSecond: 100 })).done).toContain('3 acknowledged');
});

test('shows a process frozen and thawed, and marks both', async () => {
  const name = 'messages-service-2';
  const isFrozen = (system: SystemView) =>
    system.processes.find((part) => part.name === name)?.frozen === true;
  const frozen = readUntil(isSystem(isFrozen));
  await act({ action: 'freeze', name });
  await frozen;
  const thawed = readUntil((message) => changeOf(message)?.kind === 'event' && faultOf(message) === 'thaw');
  await act({ action: 'thaw', name });
  await thawed;
}, 120_000);

test('shows a member cut off, and healed', async () => {
  const cut = readUntil(isSystem(({ members }) => members.some(({ isolated }) => isolated)));
  expect((await act({ action: 'isolate', name: 'two' })).command).toBe('distq isolate two --session e2e');
  await cut;
  const healed = readUntil(isSystem(({ members }) => members.every(({ isolated }) => !isolated)));
  await act({ action: 'heal' });
  await healed;
}, 120_000);

test('tells of a killed owner, and of the next one', async () => {
  const { owner } = (await distq.status()).queue;
  const next = readUntil((message) => {
    const change = changeOf(message);
    const seen =
      change?.kind === 'owner' ? change.owner : change?.kind === 'system' ? change.system.queue.owner : null;
    return seen !== null && seen !== owner;
  });
  await act({ action: 'kill-owner' });
  const changes = (await next).map(changeOf);
  expect(changes).toContainEqual(expect.objectContaining({ kind: 'state', name: owner, state: 'exited' }));
}, 120_000);

test('lets an open tab in again after the supervisor was killed and started again', async () => {
  const [before] = await readUntil(() => true);
  const { supervisor } = record.parse(
    JSON.parse(await readFile(join(distq.directory, '.distq', 'sessions', session, 'session.json'), 'utf8')),
  );
  process.kill(supervisor.pid, 'SIGKILL');
  await untilGone([supervisor.pid]);
  const { exitCode, stderr } = await distq.run(up);
  expect(exitCode, stderr).toBe(0);
  expect((await distq.status()).page).toBe(address);
  const last = eventIdText(before ?? { generation: 'none', number: 0 });
  const [after] = await readUntil(() => true, { 'last-event-id': last });
  expect(after?.kind).toBe('snapshot');
  expect(after?.generation).not.toBe(before?.generation);
}, 240_000);

async function act(action: PageAction) {
  const { statusCode, body } = await request(new URL('/actions', address), {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  const answer = await body.text();
  expect(statusCode, answer).toBe(200);
  return told.parse(JSON.parse(answer));
}

function readUntil(isLast: (message: PageMessage) => boolean, headers: Record<string, string> = {}) {
  return readMessages(new URL('/events', address).href, { cookie, ...headers }, isLast);
}

function changeOf(message: PageMessage): PageChange | undefined {
  return message.kind === 'change' ? message.change : undefined;
}

function isSystem(isRight: (system: SystemView) => boolean) {
  return (message: PageMessage) => {
    const change = changeOf(message);
    return change?.kind === 'system' && isRight(change.system);
  };
}

function faultOf(message: PageMessage) {
  const change = changeOf(message);
  return change?.kind === 'event' ? change.event.fault : null;
}
