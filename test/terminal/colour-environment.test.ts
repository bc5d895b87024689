import { expect, test } from 'vitest';
import { settleColourEnvironment } from '../../src/terminal/colour-environment.ts';

test.each([
  { args: ['status'], env: {}, settled: {} },
  { args: ['status', '--no-color'], env: {}, settled: { NO_COLOR: '1' } },
  { args: ['status', '--no-color'], env: { FORCE_COLOR: '1' }, settled: { NO_COLOR: '1' } },
  { args: ['post', '--', '--no-color'], env: {}, settled: {} },
  { args: [], env: { NO_COLOR: '1' }, settled: { NO_COLOR: '1' } },
  { args: [], env: { NO_COLOR: '' }, settled: {} },
  { args: [], env: { NO_COLOR: '1', FORCE_COLOR: '1' }, settled: { FORCE_COLOR: '1' } },
  { args: [], env: { FORCE_COLOR: '0' }, settled: { NO_COLOR: '1' } },
])('$args with $env settles on $settled', ({ args, env, settled }) => {
  const changed: NodeJS.ProcessEnv = { ...env };
  settleColourEnvironment(args, changed);
  expect(changed).toEqual(settled);
});
