import { expect, test } from 'vitest';
import { UsageError } from '../../../src/foundation/errors/errors.ts';
import { parseServeArgs } from '../../../src/services/start/serve-args.ts';

test('reads what the supervisor passes', () => {
  const args =
    '--instance logging-service-1 --port 8081 --host 127.0.0.1 --config-server http://127.0.0.1:8888/';
  expect(parseServeArgs(['logging-service', ...args.split(' ')])).toEqual({
    kind: 'logging-service',
    instance: 'logging-service-1',
    port: 8081,
    host: '127.0.0.1',
    configServer: 'http://127.0.0.1:8888',
  });
});

test.each([
  ['facade-service-1', 'facade-service-1'],
  ['2001:db8::1', '[2001:db8::1]'],
])('others reach it by --public-host %s', (text, publicHost) => {
  expect(parseServeArgs(['facade-service', '--public-host', text])).toMatchObject({ publicHost });
});

test.each([
  [[], /name exactly one service: config-server, facade-service/],
  [['queue-service'], /name exactly one service/],
  [['facade-service', 'logging-service'], /name exactly one service/],
  [['facade-service', '--port', '80a'], /'80a' is not a port/],
  [['facade-service', '--port', '65536'], /is not a port/],
  [['facade-service', '--config-server', 'nowhere'], /is not an address/],
  [['facade-service', '--public-host', 'name:80'], /is not a host name/],
  [['facade-service', '--public-host', 'name/path'], /is not a host name/],
  [['facade-service', '--unknown'], /unknown/],
])('%j is a usage error', (args, message) => {
  expect(() => parseServeArgs(args)).toThrow(UsageError);
  expect(() => parseServeArgs(args)).toThrow(message);
});
