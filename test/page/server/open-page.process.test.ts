import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, type OpenPage } from '../../../src/page/server/open-page.ts';

let page: OpenPage;
let origin: string;
let cookie: string;

beforeAll(async () => {
  const neverAsked = () => {
    throw new Error('the session is not asked');
  };
  page = await openPage({ session: neverAsked, cluster: () => undefined }, '127.0.0.1', 0);
  origin = new URL(page.address).origin;
  const { headers } = await request(page.address);
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
});

afterAll(async () => {
  await page.close();
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

test.each(['/', '/?token=wrong', '/page.js', '/events', '/actions'])(
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

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const { statusCode, body } = await request(`${origin}${path}`, { headers });
  await body.dump();
  return statusCode;
}
