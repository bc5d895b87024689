import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../src/shared/wait.ts';

let directory: string;
let script: string;
const running: { kill(signal: 'SIGKILL'): boolean }[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-serve-'));
  script = join(directory, 'distq.mjs');
  await execa('node', [
    '--input-type=module',
    '-e',
    `import { bundleSources } from './scripts/bundle.js'; await bundleSources(${JSON.stringify(script)})`,
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
