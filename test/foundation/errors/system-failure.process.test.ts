import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { systemFailure } from '../../../src/foundation/errors/system-failure.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

test('a refusal of the file system has a remedy and keeps its cause', async () => {
  const directory = await temporaryDirectory();
  const error = caught(() => readFileSync(directory));
  expect(systemFailure(error)).toMatchObject({ code: 'machine-lacks', exitCode: 6, cause: error });
  writeFileSync(join(directory, 'file'), '');
  for (const path of [join(directory, 'file', 'x'), join(directory, 'x'.repeat(300))])
    expect(systemFailure(caught(() => openSync(path, 'w')))?.hint).toContain('check the path');
});

test.skipIf(process.platform !== 'linux')(
  'a full disk and a full process table are failures of the machine',
  () => {
    expect(
      systemFailure(
        caught(() => {
          writeFileSync('/dev/full', 'x');
        }),
      )?.message,
    ).toMatch(/^the disk is full: ENOSPC/);
    const tooLong = caught(() => spawn('true', { env: { LONG: 'x'.repeat(200_000) } }));
    expect(systemFailure(tooLong)?.message).toContain('E2BIG');
  },
);

test('a system failure is found inside the errors of libraries', () => {
  const emfile = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  for (const error of [
    new TypeError('fetch failed', { cause: emfile }),
    new AggregateError([emfile]),
    new Error('outer', { cause: new Error('inner', { cause: emfile }) }),
  ])
    expect(systemFailure(error)?.hint).toContain('ulimit -n 1024');
});

test('anything else is not a system failure: a missing program, a socket, a defect, an expected failure', async () => {
  const missing = await once(spawn('/no/such/program'), 'error').then(([error]: unknown[]) => error);
  const loop = new Error('loop');
  loop.cause = loop;
  const closed = Object.assign(new Error('bind EACCES 0.0.0.0:80'), { code: 'EACCES', syscall: 'bind' });
  for (const error of [
    missing,
    loop,
    closed,
    new TypeError('x'),
    new NotReadyError('y'),
    undefined,
    'EMFILE',
  ])
    expect(systemFailure(error)).toBeUndefined();
});
