import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import type { RunningProcess } from '../../../src/foundation/processes/process.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { isFree } from '../../../src/supervisor/ports/ports.ts';
import { probeHttp } from '../../../src/supervisor/probes/probe-http.ts';
import { killIfRunning, watchdog } from '../../../src/supervisor/process/watchdog.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';

const program = join(import.meta.dirname, '..', 'fixtures', 'worker.js');

let port: number;
let wrapper: RunningProcess;

/** A shell that runs a service, as a topology's `command` may be. */
beforeEach(async () => {
  [port = 0] = await freePorts(1);
  wrapper = await spawnProcess(
    {
      file: 'sh',
      args: ['-c', `"${process.execPath}" "${program}" & wait`],
      env: { PORT: String(port), MODE: 'deaf' },
    },
    { stdin: 'ignore' },
  );
  wrapper.stdout.resume();
  wrapper.stderr.resume();
  await waitFor({
    what: 'the service to answer',
    timeoutMs: 10_000,
    probe: async () => (await probeHttp(`http://127.0.0.1:${port}/`)).ready || undefined,
  });
});

afterEach(async () => {
  await wrapper.kill('SIGKILL');
  await wrapper.exited;
});

test('once it is killed, the port of what it had started is free', async () => {
  const identity = await identifyProcess(wrapper.pid);
  expect(identity && (await killIfRunning(identity))).toBe(true);
  expect(await isFree(port, '127.0.0.1')).toBe(true);
});

test('a process that has the number now, but is another, is left alone', async () => {
  expect(await killIfRunning({ pid: wrapper.pid, startedAt: 'at another time' })).toBe(false);
  expect((await probeHttp(`http://127.0.0.1:${port}/`)).ready).toBe(true);
});

test('when the orders end, everything they named is ended, with what it had started', async () => {
  const orders = new PassThrough();
  const watching = watchdog(orders);
  orders.write(`${JSON.stringify({ watch: wrapper.pid })}\n`);
  orders.end();
  await watching;
  expect(await isFree(port, '127.0.0.1')).toBe(true);
});
