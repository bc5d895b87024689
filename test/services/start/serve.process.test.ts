import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor, withDeadline } from '../../../src/foundation/async/wait-for.ts';

let directory: string;
let script: string;
const running: { kill(signal: 'SIGKILL'): boolean }[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-serve-'));
  script = join(directory, 'distq.mjs');
  await execa('node', [
    '--input-type=module',
    '-e',
    `import { bundleSources } from './scripts/build/bundle-sources.js'; await bundleSources(${JSON.stringify(script)})`,
  ]);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** The service as the supervisor starts it: a process of its own. */
function serve(args: string[], env: Record<string, string> = {}) {
  const child = execa('node', [script, 'serve', ...args], {
    reject: false,
    env: { DISTQ_SUPERVISED: '1', ...env },
    stdin: 'pipe',
  });
  running.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const port = () =>
    waitFor({
      what: 'the service to listen',
      timeoutMs: 20_000,
      probe: () => {
        const found = /Listening: .*:(\d+)"/.exec(lines.join('\n'))?.[1];
        return found === undefined ? undefined : Number(found);
      },
    });
  return { child, lines, port };
}

test('config-server answers the settings it was given, and ends with 0 on SIGTERM', async () => {
  const settings = { cluster: { clusterName: 'c' }, delivery: 'raw' };
  const { child, port } = serve(['config-server'], { DISTQ_SETTINGS: JSON.stringify(settings) });
  const answer = await fetch(`http://127.0.0.1:${await port()}/settings/delivery`);
  expect(await answer.json()).toBe('raw');
  child.kill('SIGTERM');
  expect((await child).exitCode).toBe(0);
});

test.each(['facade-service', 'logging-service', 'messages-service'])(
  '%s listens before there is a config-server, says what it waits for, and ends in the middle of it',
  async (kind) => {
    const { child, lines, port } = serve([kind, '--config-server', 'http://127.0.0.1:1']);
    const health = await fetch(`http://127.0.0.1:${await port()}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ error: 'waiting for the settings' });
    child.kill('SIGTERM');
    expect((await child).exitCode).toBe(0);
    // Every line is JSON, and the last one was written out.
    expect(lines.map((line): unknown => JSON.parse(line)).at(-1)).toMatchObject({ msg: 'Stopping: SIGTERM' });
  },
);

test('it ends when the supervisor is gone', async () => {
  const { child, port } = serve(['config-server']);
  await port();
  child.stdin.end();
  expect((await child).exitCode).toBe(0);
});

test('a broken pipe for its log says the same, and the log does not keep it', async () => {
  const { child, port } = serve(['config-server']);
  const services = `http://127.0.0.1:${await port()}/services/some`;
  child.stdout.destroy();
  const register = (name: string) =>
    fetch(`${services}/${name}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: 'http://127.0.0.1:1' }),
    });
  // Each is a line in the log. The service may be gone in the middle of it.
  await Promise.allSettled(Array.from({ length: 50 }, (_, index) => register(`some-${index}`)));
  expect((await withDeadline('the service to end', 10_000, child)).exitCode).toBe(0);
});

test('it starts what it is told to start when the supervisor is gone', async () => {
  const proof = join(directory, 'orphaned');
  const command = [process.execPath, '-e', `require('fs').writeFileSync(${JSON.stringify(proof)}, '')`];
  const { child, port } = serve(['config-server'], { DISTQ_WHEN_ORPHANED: JSON.stringify(command) });
  await port();
  child.stdin.end();
  await child;
  await waitFor({
    what: 'the command to run',
    timeoutMs: 10_000,
    probe: () => access(proof).then(() => true),
  });
});

test('serve health ends with 0 where the service is ready, else with 1 and the reason', async () => {
  const health = (...args: string[]) =>
    execa('node', [script, 'serve', 'health', ...args], { reject: false });
  const ready = serve(['config-server']);
  const readyPort = String(await ready.port());
  expect(await health('--port', readyPort)).toMatchObject({ exitCode: 0 });
  const starting = serve(['facade-service', '--config-server', 'http://127.0.0.1:1']);
  const unready = await health('--port', String(await starting.port()));
  expect(unready.exitCode).toBe(1);
  expect(unready.stdout).toContain('waiting for the settings');
  ready.child.kill('SIGKILL');
  await ready.child;
  const gone = await health('--port', readyPort);
  expect(gone.exitCode).toBe(1);
  expect(gone.stdout).toContain('ECONNREFUSED');
  for (const args of [[], ['--port', 'x'], ['--unknown']]) expect((await health(...args)).exitCode).toBe(2);
});

test('serve unpack says that a script carries nothing', async () => {
  const { exitCode, stderr } = await execa('node', [script, 'serve', 'unpack', directory], { reject: false });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('only a single executable');
});

test('a taken port ends it with 4', async () => {
  const first = serve(['config-server']);
  const second = serve(['config-server', '--port', String(await first.port())]);
  const { exitCode, stderr } = await second.child;
  expect(exitCode).toBe(4);
  expect(stderr).toContain('is taken');
});

test.each([
  [['nonsense'], {}],
  [['config-server', '--port', 'x'], {}],
  [['config-server'], { DISTQ_SETTINGS: '{' }],
  [['config-server'], { DISTQ_SETTINGS: '[]' }],
])('%j with %j ends with 2', async (args, env) => {
  expect((await serve(args, env).child).exitCode).toBe(2);
});
