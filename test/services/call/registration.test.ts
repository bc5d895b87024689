import { afterEach, expect, test } from 'vitest';
import { Discovery } from '../../../src/services/call/discovery.ts';
import { HttpClient } from '../../../src/services/call/http-client.ts';
import { Registration } from '../../../src/services/call/registration.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { openConfigServer } from '../support/config-server.ts';

const closing: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp() {
  const server = await openConfigServer();
  const http = new HttpClient();
  closing.push(
    () => server.app.close(),
    () => http.close(),
  );
  const troubles: string[] = [];
  const registration = new Registration({
    http,
    configServer: server.address,
    service: 'logging-service',
    instance: 'logging-service-1',
    address: 'http://localhost:1/logging',
    onTrouble: (reason) => troubles.push(reason),
  });
  closing.push(() => registration.stop());
  return { server, http, registration, troubles };
}

test('registers, and deregisters at the end', async () => {
  const { server, registration } = await setUp();
  await registration.start();
  expect(server.registry.addresses('logging-service')).toEqual(['http://localhost:1/logging']);
  await registration.stop();
  expect(server.registry.addresses('logging-service')).toEqual([]);
});

test('the late end of an earlier process leaves its successor registered', async () => {
  const { server, http, registration } = await setUp();
  await registration.start();
  const successor = new Registration({
    http,
    configServer: server.address,
    service: 'logging-service',
    instance: 'logging-service-1',
    address: 'http://localhost:1/logging',
    onTrouble: () => undefined,
  });
  await successor.start();
  await registration.stop();
  expect(server.registry.addresses('logging-service')).toEqual(['http://localhost:1/logging']);
  await successor.stop();
  expect(server.registry.addresses('logging-service')).toEqual([]);
});

test('registers again with a config-server that was restarted', async () => {
  const { server, registration, troubles } = await setUp();
  await registration.start();
  await server.app.close();
  await waitFor({ what: 'a failed renewal', timeoutMs: 5_000, probe: () => troubles[0] });
  const restarted = await openConfigServer({}, server.port);
  closing.push(() => restarted.app.close());
  await waitFor({
    what: 'the registration',
    timeoutMs: 5_000,
    probe: () => restarted.registry.addresses('logging-service')[0],
  });
});

test('a stop before the registration ends soon', async () => {
  const { server, registration } = await setUp();
  await server.app.close();
  const started = registration.start();
  await registration.stop();
  await started;
});

test('discovery keeps an answer for a second, and asks again when an address failed', async () => {
  const { server, http } = await setUp();
  let now = 0;
  const discovery = new Discovery({
    http,
    configServer: server.address,
    nowMs: () => now,
    onTrouble: () => undefined,
  });
  expect(await discovery.addresses('s')).toEqual([]);
  server.registry.put('s', 's-1', 'http://a');
  expect(await discovery.addresses('s')).toEqual([]);
  expect(await discovery.addresses('s', true)).toEqual(['http://a']);
  server.registry.put('s', 's-2', 'http://b');
  now = 999;
  expect(await discovery.addresses('s')).toEqual(['http://a']);
  now = 1_000;
  expect(await discovery.addresses('s')).toEqual(['http://a', 'http://b']);
});

test('discovery uses its last answer while the config-server is down or has forgotten everything', async () => {
  const { server, http } = await setUp();
  const troubles: string[] = [];
  const discovery = new Discovery({
    http,
    configServer: server.address,
    nowMs: () => performance.now(),
    onTrouble: (reason) => troubles.push(reason),
  });
  server.registry.put('s', 's-1', 'http://a');
  await discovery.addresses('s');
  server.registry.remove('s', 's-1');
  expect(await discovery.addresses('s', true)).toEqual(['http://a']);
  await server.app.close();
  expect(await discovery.addresses('s', true)).toEqual(['http://a']);
  expect(troubles).toHaveLength(1);
});
