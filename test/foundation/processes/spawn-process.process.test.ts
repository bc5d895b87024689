import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { identifyProcess, isStopped } from '../../../src/foundation/processes/process-identity.ts';
import type { RunningProcess } from '../../../src/foundation/processes/process.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';

const started: number[] = [];

afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // As it should be.
    }
  }
});

/** A shell that has started something, and that pid, which it writes first. */
async function shell(script: string): Promise<{ wrapper: RunningProcess; child: number }> {
  const wrapper = await spawnProcess({ file: 'sh', args: ['-c', script] }, { stdin: 'ignore' });
  const child = await new Promise<number>((resolve) => {
    createInterface({ input: wrapper.stdout }).once('line', (line) => {
      resolve(Number(line));
    });
  });
  started.push(wrapper.pid, child);
  expect(await identifyProcess(child)).toBeDefined();
  return { wrapper, child };
}

test('a wrapper that dies takes its children with it', async () => {
  const { wrapper, child } = await shell('sleep 1000 & echo $!; wait');
  process.kill(wrapper.pid, 'SIGKILL');
  expect(await wrapper.exited).toEqual({ code: undefined, signal: 'SIGKILL' });
  expect(await identifyProcess(child)).toBeUndefined();
});

test('a signal reaches the children of a wrapper', async () => {
  const { wrapper, child } = await shell('sleep 1000 & echo $!; wait');
  expect(await wrapper.kill('SIGSTOP')).toBe(true);
  for (const pid of [wrapper.pid, child])
    await waitFor({
      what: `process ${pid} to be suspended`,
      timeoutMs: 10_000,
      probe: async () => (await isStopped(pid)) || undefined,
    });
  expect(await wrapper.kill('SIGKILL')).toBe(true);
  expect((await wrapper.exited).signal).toBe('SIGKILL');
  expect(await identifyProcess(child)).toBeUndefined();
});

test('the child of a wrapper may shut down gracefully, and its output is read to the end', async () => {
  const inner = `process.on('SIGTERM', () => setTimeout(() => { console.log('in order'); process.exit(); }, 300)); console.log(process.pid); setInterval(() => {}, 1000)`;
  const wrapper = await spawnProcess(
    { file: 'sh', args: ['-c', `"${process.execPath}" -e "${inner}" & wait`] },
    { stdin: 'ignore' },
  );
  started.push(wrapper.pid);
  const heard = text(wrapper.stdout);
  await once(wrapper.stdout, 'readable');
  await wrapper.kill('SIGTERM');
  expect((await wrapper.exited).signal).toBe('SIGTERM');
  expect(await heard).toMatch(/^\d+\nin order\n$/);
});

test('a child that left the group and holds the pipes is not waited for', async () => {
  const inner = `const { spawn } = require('node:child_process'); const child = spawn('sleep', ['1000'], { detached: true, stdio: 'inherit' }); console.log(child.pid); child.unref(); process.exitCode = 7`;
  const { wrapper, child } = await shell(`exec "${process.execPath}" -e "${inner}"`);
  expect(await wrapper.exited).toEqual({ code: 7, signal: undefined });
  expect(wrapper.stdout.destroyed).toBe(true);
  expect(await identifyProcess(child)).toBeDefined();
});

test('after its end a process gets no signal, even if its pid is in use again', async () => {
  const process = await spawnProcess({ file: 'true', args: [] }, { stdin: 'ignore' });
  expect(await process.exited).toEqual({ code: 0, signal: undefined });
  expect(await process.kill('SIGKILL')).toBe(false);
});
