import { Errors } from '@oclif/core';
import { expect, test } from 'vitest';
import { NothingRunningError, UsageError } from '../../src/foundation/errors/errors.ts';
import { describeFailure } from '../../src/terminal/failure.ts';

test('an expected failure keeps code, hint and exit code, and has no stack', () => {
  expect(describeFailure(new NothingRunningError('nothing', { hint: 'start it' }))).toEqual({
    failure: { code: 'nothing-running', message: 'nothing', hint: 'start it' },
    exitCode: 3,
  });
});

test("oclif's errors about arguments are usage errors", () => {
  const error = new Errors.CLIError('Missing 1 required arg\nSee more help with --help', { exit: 2 });
  expect(describeFailure(error)).toEqual({
    failure: { code: 'usage', message: 'Missing 1 required arg' },
    exitCode: 2,
  });
});

test('what oclif wraps around the error of a flag is taken off again', () => {
  const error = new UsageError('Parsing --session \n\tnot a session name\nSee more help with --help');
  expect(describeFailure(error).failure.message).toBe('--session: not a session name');
});

test('what a flag needs beside itself is told in a line', () => {
  const error = new Errors.CLIError(
    'The following error occurred:\n  All of the following must be provided when using --resume: --report\nSee more help with --help',
    { exit: 2 },
  );
  expect(describeFailure(error).failure.message).toBe('--resume needs --report');
});

test.each([new TypeError('x is not a function'), 'a string', undefined])(
  'anything else (%s) is a defect',
  (error) => {
    const { failure, exitCode } = describeFailure(error);
    expect(failure.code).toBe('defect');
    expect(exitCode).toBe(70);
  },
);

test('a defect comes with its stack', () => {
  expect(describeFailure(new TypeError('oops')).stack).toContain('failure.test.ts');
});
