import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventIdText } from '../../../src/page/wire/page-message.ts';
import { openPage, type OpenPage } from '../../../src/page/server/open-page.ts';
import { unwatchedLab } from '../support/unwatched-lab.ts';
import { readMessages } from '../support/read-messages.ts';

let directory: string;
let secretsFile: string;
let page: OpenPage;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-page-'));
  secretsFile = join(directory, 'page.json');
  page = await open(0);
});

afterEach(async () => {
  await page.close();
  await rm(directory, { recursive: true });
});

const isAny = () => true;

/** A lab that cannot be watched: it must not end the page. */
function open(port: number): Promise<OpenPage> {
  return openPage({
    lab: unwatchedLab(directory),
    host: '127.0.0.1',
    port,
    secretsFile,
  });
}

test('an open tab comes back after the page was opened again, and gets a snapshot of another generation', async () => {
  const { origin, port } = new URL(page.address);
  const cookie = await cookieOf(page);
  const [before] = await readMessages(`${origin}/events`, { cookie }, isAny);
  expect(before).toMatchObject({ kind: 'snapshot' });
  const first = page.address;

  await page.close();
  page = await open(Number(port));

  expect(page.address).toBe(first);
  const last = eventIdText(before ?? { generation: 'none', number: 0 });
  const [after] = await readMessages(`${origin}/events`, { cookie, 'last-event-id': last }, isAny);
  expect(after).toMatchObject({ kind: 'snapshot' });
  expect(after?.generation).not.toBe(before?.generation);
});

test('a page whose port is free to choose takes the port that it had', async () => {
  const first = page.address;
  await page.close();
  page = await open(0);
  expect(page.address).toBe(first);
});

test('only their owner can read the secrets', async () => {
  const { mode } = await stat(secretsFile);
  expect(mode & 0o777).toBe(0o600);
  expect(await readFile(secretsFile, 'utf8')).toContain(new URL(page.address).searchParams.get('token'));
});

test('secrets that others could read are replaced', async () => {
  const first = page.address;
  await page.close();
  await chmod(secretsFile, 0o644);
  page = await open(Number(new URL(first).port));
  expect(page.address).not.toBe(first);
  expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
});

async function cookieOf({ address }: OpenPage): Promise<string> {
  const { headers, body } = await request(address);
  await body.dump();
  return String(headers['set-cookie']).split(';')[0] ?? '';
}
