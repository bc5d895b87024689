import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, type OpenPage } from '../../../src/page/server/open-page.ts';
import { unwatchedLab } from '../support/unwatched-lab.ts';

let page: OpenPage;
let directory: string;
let origin: string;
let cookie: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-page-'));
  page = await openPage({
    lab: unwatchedLab(directory),
    host: '127.0.0.1',
    port: 0,
    secretsFile: join(directory, 'page.json'),
  });
  origin = new URL(page.address).origin;
  const { headers } = await request(page.address);
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
});

afterAll(async () => {
  await page.close();
  await rm(directory, { recursive: true });
});

test('the token becomes a cookie that scripts and other sites cannot use', async () => {
  const { statusCode, headers } = await request(page.address);
  expect(statusCode).toBe(200);
  expect(headers['set-cookie']).toMatch(/^distq-page-\d+=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('the cookie lets in', async () => {
  expect(await statusOf('/', { cookie })).toBe(200);
  expect(await statusOf('/page.js', { cookie })).toBe(200);
});

test.each(['/', '/?token=wrong', '/page.js', '/events', '/actions', '/trace?text=a', '/runs'])(
  '%s lets nobody in without the cookie',
  async (path) => {
    expect(await statusOf(path, {})).toBe(403);
    expect(await statusOf(path, { cookie: `${cookie}x` })).toBe(403);
  },
);

test('another Host is refused, also with the token', async () => {
  const token = new URL(page.address).search;
  expect(await statusOf(`/${token}`, { host: 'lab.example' })).toBe(403);
});

test('a page of another site or port cannot act', async () => {
  for (const from of ['http://lab.example', 'http://127.0.0.1:1', 'null']) {
    const { statusCode, body } = await request(`${origin}/actions`, {
      method: 'POST',
      headers: { cookie, origin: from, 'content-type': 'application/json' },
      body: '{"action":"kill-owner"}',
    });
    expect(await body.text()).toContain('Cross-Site Request');
    expect(statusCode).toBe(403);
  }
});

test('an action that is not known is refused', async () => {
  const { statusCode, body } = await request(`${origin}/actions`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: '{"action":"format"}',
  });
  expect(statusCode).toBe(422);
  expect(await body.text()).toContain('invalid action');
});

test('past runs are listed, and their reports served in a sandbox', async () => {
  await writeRun(join(directory, 'runs', '2026-01-01T00-00-00-000Z'), 'one');
  await writeRun(join(directory, 'runs', '2026-01-02T00-00-00-000Z', '001-two'), 'two');
  const listed = await request(`${origin}/runs`, { headers: { cookie } });
  expect(await listed.body.json()).toMatchObject({
    runs: [
      { scenario: 'two', verdict: 'passed', report: '/runs/2026-01-02T00-00-00-000Z/001-two' },
      { scenario: 'one', verdict: 'passed', report: '/runs/2026-01-01T00-00-00-000Z' },
    ],
  });
  const { headers, body } = await request(`${origin}/runs/2026-01-02T00-00-00-000Z/001-two`, {
    headers: { cookie },
  });
  expect(await body.text()).toBe('<p>two</p>');
  expect(headers['content-security-policy']).toContain('sandbox allow-scripts;');
});

test.each(['../other', '%2e%2e/other', '..%2fother', '.hidden', 'link', '..%5cother', 'x%00', 'a/b/c'])(
  'the report /runs/%s is refused',
  async (path) => {
    await writeRun(join(directory, 'other'), 'secret');
    await writeRun(join(directory, 'runs', '.hidden'), 'secret');
    await symlink(join(directory, 'other'), join(directory, 'runs', 'link')).catch(() => undefined);
    // `request` would resolve the dots itself.
    const answer = await plainGet(`/runs/${path}`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('secret');
  },
);

async function writeRun(folder: string, scenario: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'report.json'),
    JSON.stringify({ scenario, verdict: 'passed', durationMs: 1 }),
  );
  await writeFile(join(folder, 'report.html'), `<p>${scenario}</p>`);
}

/** The whole answer, to a target that is sent as it is. */
async function plainGet(target: string): Promise<string> {
  const { host, hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const { statusCode, body } = await request(`${origin}${path}`, { headers });
  await body.dump();
  return statusCode;
}
