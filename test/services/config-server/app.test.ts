import { expect, test } from 'vitest';
import { createConfigServer } from '../../../src/services/config-server/app.ts';
import { Registry } from '../../../src/services/config-server/registry.ts';
import { testFrame } from '../support/frame.ts';

function configServer() {
  return createConfigServer({
    http: testFrame('config-server').http,
    registry: new Registry({ leaseMs: 3_000, nowMs: () => 0 }),
    settings: new Map<string, unknown>([
      ['cluster', { clusterName: 'c' }],
      ['delivery', 'raw'],
    ]),
  });
}

const url = '/services/logging-service/logging-service-1';
const address = 'http://localhost:8081/logging';

test('registers, lists, renews and deregisters', async () => {
  const app = configServer();
  expect((await app.inject({ method: 'PUT', url, payload: { address } })).statusCode).toBe(201);
  const renewed = await app.inject({ method: 'PUT', url, payload: { address } });
  expect([renewed.statusCode, renewed.json()]).toEqual([200, { leaseMs: 3_000 }]);
  expect((await app.inject('/services/logging-service')).json()).toEqual([address]);
  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(404);
});

test('a process deregisters only itself, not its successor at the same address', async () => {
  const app = configServer();
  for (const run of ['first', 'second']) await app.inject({ method: 'PUT', url, payload: { address, run } });
  expect((await app.inject({ method: 'DELETE', url: `${url}?run=first` })).statusCode).toBe(404);
  expect((await app.inject('/services/logging-service')).json()).toEqual([address]);
  expect((await app.inject({ method: 'DELETE', url: `${url}?run=second` })).statusCode).toBe(204);
  expect((await app.inject('/services/logging-service')).statusCode).toBe(404);
});

test('an unknown service answers 404 and its name', async () => {
  const answer = await configServer().inject('/services/nobody');
  expect([answer.statusCode, answer.json()]).toEqual([404, { error: "No Service: 'nobody'" }]);
});

test('settings are returned unchanged', async () => {
  const app = configServer();
  expect((await app.inject('/settings/cluster')).json()).toEqual({ clusterName: 'c' });
  expect((await app.inject('/settings/delivery')).body).toBe('"raw"');
});

test.each(['nothing', '__proto__', 'constructor', 'toString'])('there is no setting %s', async (key) => {
  const answer = await configServer().inject(`/settings/${key}`);
  expect([answer.statusCode, answer.json()]).toEqual([404, { error: `No Setting: '${key}'` }]);
});

test.each([
  [undefined],
  [{}],
  [{ address: 1 }],
  [{ address: '' }],
  [{ address: 'localhost' }],
  [{ address: 'javascript:alert(1)' }],
  [{ address: ['http://a'] }],
  [[]],
  ['http://a'],
])('the registration %j is refused', async (payload) => {
  const headers = { 'content-type': 'application/json' };
  const body = payload === undefined ? '' : JSON.stringify(payload);
  const answer = await configServer().inject({ method: 'PUT', url, headers, payload: body });
  expect([answer.statusCode, answer.json()]).toEqual([400, { error: 'No Address in Request' }]);
});

test.each(['/services/Bad%20Name/x', '/services/ok/a%2Fb', '/services/ok/..', '/services/__proto__/x'])(
  'the name in %s is refused',
  async (path) => {
    const answer = await configServer().inject({ method: 'PUT', url: path, payload: { address } });
    expect([400, 404]).toContain(answer.statusCode);
  },
);
