import { expect, test } from 'vitest';
import { resolveCommand } from '../../src/commands/resolve.ts';
import { UsageError } from '../../src/foundation/errors/errors.ts';

const known = {
  ids: ['status', 'post', 'failover', 'topology:list', 'topology:show'],
  aliases: new Map([['failover-test', 'failover']]),
};

test.each([
  { args: [], resolved: { args: [] } },
  { args: ['--help'], resolved: { args: ['--help'] } },
  { args: ['help'], resolved: { args: ['--help'] } },
  { args: ['status'], resolved: { id: 'status', args: [] } },
  { args: ['--json', 'status', '-w'], resolved: { id: 'status', args: ['--json', '-w'] } },
  { args: ['failover-test', '--count', '3'], resolved: { id: 'failover', args: ['--count', '3'] } },
  { args: ['help', 'status'], resolved: { id: 'status', args: ['--help'] } },
  { args: ['topology'], resolved: { topic: 'topology', args: [] } },
  { args: ['help', 'topology'], resolved: { topic: 'topology', args: [] } },
  { args: ['topology', 'show', 'lab'], resolved: { id: 'topology:show', args: ['lab'] } },
  { args: ['help', 'topology', 'list'], resolved: { id: 'topology:list', args: ['--help'] } },
  { args: ['post', 'help', '--', '--json'], resolved: { id: 'post', args: ['help', '--', '--json'] } },
  { args: ['post', 'status'], resolved: { id: 'post', args: ['status'] } },
])('$args', ({ args, resolved }) => {
  expect(resolveCommand(args, known)).toMatchObject(resolved);
});

test.each([
  { args: ['stauts'], message: /unknown command: stauts.*did you mean "status"/ },
  { args: ['failover-tset'], message: /did you mean "failover-test"/ },
  { args: ['zzzzzzzz'], message: /^unknown command: zzzzzzzz$/ },
  { args: ['help', 'stauts'], message: /did you mean "status"/ },
  { args: ['topology', 'lsit'], message: /unknown command: topology lsit.*did you mean "list"/ },
  { args: ['--wat', 'status'], message: /unknown flag: --wat/ },
  { args: ['constructor'], message: /unknown command: constructor/ },
])('$args is a usage error that helps', ({ args, message }) => {
  expect(() => resolveCommand(args, known)).toThrow(UsageError);
  expect(() => resolveCommand(args, known)).toThrow(message);
});
