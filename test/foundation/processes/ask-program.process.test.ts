import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askProgram, type AskOptions } from '../../../src/foundation/processes/ask-program.ts';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

/** Far more than any of these tests takes where the bound works, and more than the test's own where it does not. */
const never = 600_000;

function askShell(script: string, options: Partial<AskOptions> = {}) {
  return askProgram('sh', ['-c', script], { env: process.env, timeoutMs: never, ...options });
}

/** A file whose lines the script fills with pids, and what waits until none of them runs. */
async function pidFile() {
  const file = join(await temporaryDirectory(), 'pids');
  const pids = async () =>
    (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return {
    file,
    untilWritten: (count: number) =>
      waitFor({
        what: `${count} processes`,
        timeoutMs: 10_000,
        probe: async () => ((await pids()).length >= count ? true : undefined),
      }),
    untilGone: () =>
      waitFor({
        what: 'the processes to be gone',
        timeoutMs: 10_000,
        probe: async () => {
          const found = await Promise.all((await pids()).map((pid) => identifyProcess(Number(pid))));
          return found.length > 0 && found.every((identity) => identity === undefined) ? true : undefined;
        },
      }),
  };
}

test('gives the exit code, both outputs, and the last lines of a program that fails', async () => {
  expect(await askShell('echo yes; echo aside >&2')).toEqual({
    ok: true,
    exitCode: 0,
    stdout: 'yes\n',
    stderr: 'aside\n',
    problem: '',
  });
  const failed = await askShell('echo half; echo one >&2; echo two >&2; exit 3');
  expect(failed).toMatchObject({ ok: false, exitCode: 3, stdout: 'half\n', problem: 'one; two' });
  expect(await askShell('exit 4')).toMatchObject({ ok: false, problem: 'it ended with exit code 4' });
  expect(await askShell('kill -9 $$')).toMatchObject({
    ok: false,
    exitCode: undefined,
    problem: 'it was killed by SIGKILL',
  });
});

test('says that a program is not installed, or cannot be started', async () => {
  const options = { env: { PATH: '/nowhere' }, timeoutMs: never };
  expect(await askProgram('no-such-program', [], options)).toMatchObject({
    ok: false,
    exitCode: undefined,
    problem: 'no-such-program is not installed',
  });
  expect((await askProgram(import.meta.filename, [], options)).problem).toContain('cannot be started');
  expect((await askProgram('sh', ['nul\0byte'], options)).problem).toContain('cannot be started');
});

describe.skipIf(process.platform === 'win32')('a program that does not answer', () => {
  test('is killed at the timeout together with its children', async () => {
    const { file, untilGone } = await pidFile();
    const answer = await askShell(`sleep 1000 & echo $! >> ${file}; echo $$ >> ${file}; wait`, {
      timeoutMs: 500,
    });
    expect(answer).toMatchObject({ ok: false, exitCode: undefined, problem: 'no answer within 0.5 s' });
    await untilGone();
  });

  test('is killed at once when nobody waits any more', async () => {
    const { file, untilWritten, untilGone } = await pidFile();
    const abort = new AbortController();
    const asked = askShell(`sleep 1000 & echo $! >> ${file}; echo $$ >> ${file}; wait`, {
      signal: abort.signal,
    });
    await untilWritten(2);
    abort.abort();
    expect(await asked).toMatchObject({ ok: false, problem: 'it was stopped before it answered' });
    await untilGone();
  });

  test('is not even started once nobody waits', async () => {
    const { file } = await pidFile();
    const answer = await askShell(`echo $$ >> ${file}`, { signal: AbortSignal.abort() });
    expect(answer.ok).toBe(false);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  test('has answered once it ends, even if a child holds the pipes; the child is killed', async () => {
    const { file, untilGone } = await pidFile();
    const answer = await askShell(`sleep 1000 & echo $! >> ${file}; echo the answer`);
    expect(answer).toMatchObject({ ok: true, stdout: 'the answer\n' });
    await untilGone();
  });

  test('delays nobody if a child left the group and holds the pipes', async () => {
    const { file, untilWritten } = await pidFile();
    const inOwnGroup = `require('node:child_process').spawn('sleep', ['1000'], { detached: true, stdio: 'inherit' })`;
    const script = `const child = ${inOwnGroup}; require('node:fs').writeFileSync('${file}', child.pid + '\\n'); child.unref()`;
    const answer = await askProgram(process.execPath, ['-e', script], { env: process.env, timeoutMs: never });
    await untilWritten(1);
    process.kill(Number(await readFile(file, 'utf8')), 'SIGKILL');
    expect(answer.ok).toBe(true);
  });

  test('is ended once it has written more than is read', async () => {
    const answer = await askShell('yes', { maxBytes: 100_000 });
    expect(answer).toMatchObject({ ok: false, problem: 'its answer is too long' });
    expect(answer.stdout.length).toBeLessThan(1_000_000);
  });
});
