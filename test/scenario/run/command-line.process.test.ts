import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandLine } from '../../../src/scenario/run/command-line.ts';

test('plain words stay as they are', () => {
  expect(commandLine('scenario', 'run', './my-scenarios/a_b.yaml', '--seed', 42)).toBe(
    'distq scenario run ./my-scenarios/a_b.yaml --seed 42',
  );
});

test
  .skipIf(process.platform === 'win32')
  .each(["it's mine.yaml", '$HOME/`id`.yaml', 'a "b" \\c', '*.yaml', ''])(
  'a shell reads %s back as it is',
  (word) => {
    const line = commandLine(word).replace(/^distq/, 'printf %s');
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(word);
  },
);
