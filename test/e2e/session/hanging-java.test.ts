import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument } from '../support/distq.ts';

let distq: Distq;
let asked: string;
let env: Record<string, string>;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
  asked = join(distq.directory, 'asked');
  const bin = join(distq.directory, 'home', 'bin');
  await mkdir(bin, { recursive: true });
  for (const name of ['sleep', 'sh']) {
    const found = ['/bin', '/usr/bin'].map((directory) => join(directory, name)).find(existsSync) ?? '';
    await symlink(found, join(bin, name));
  }
  // A wrapper that starts Java instead of becoming it, and leaves a child behind that holds its pipes.
  await writeFile(join(bin, 'java'), `#!/bin/sh\nsleep 1000 &\necho asked > ${asked}\nsleep 1000\n`);
  await chmod(join(bin, 'java'), 0o755);
  env = { JAVA_HOME: join(distq.directory, 'home'), PATH: bin };
});

afterEach(async () => {
  await distq.dispose();
});

const up = ['up', '--topology', 'minimal', '--isolated'];

function untilAsked(): Promise<true> {
  return waitFor({
    what: 'Java to be asked',
    timeoutMs: 30_000,
    probe: () => existsSync(asked) || undefined,
  });
}

describe.skipIf(process.platform === 'win32')('a Java that does not answer', () => {
  test('is none, exit 6', async () => {
    const { exitCode, stderr } = await distq.run([...up, '--detach'], env);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('(JAVA_HOME): -version failed: no answer within 5 s');
    const doctor = await distq.run(['doctor'], env);
    expect(doctor.exitCode).toBe(6);
  });

  test('does not keep a start beyond its bound, exit 5', async () => {
    const { exitCode, stdout } = await distq.run([...up, '--detach', '--wait-timeout', '2', '--json'], env);
    expect(exitCode).toBe(5);
    expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain(
      'not ready within 2 s; in progress: looking for what the start needs',
    );
  });

  test.each([
    { where: 'in the background', args: ['--detach'], exitCode: 5 },
    { where: 'in the foreground', args: [], exitCode: 143 },
  ])('does not keep a down of a start $where', async ({ args, exitCode }) => {
    const started = distq.run([...up, ...args], env);
    await untilAsked();
    expect((await distq.run(['down'])).stdout).toBe('the start in progress here was stopped');
    // And not 6: Java has not been given up by then.
    expect((await started).exitCode).toBe(exitCode);
  });
});
