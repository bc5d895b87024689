import { expect, test } from 'vitest';
import { readyCheckOf } from '../../src/topology/service-readiness.ts';
import { topologySchema } from '../../src/topology/topology.ts';

const command = ['x'];

test.each([
  ['ours: its health', {}, { by: 'http', path: '/health' }],
  ['a command: a connection, since a GET may take messages', { command }, { by: 'tcp' }],
  [
    'a command, when it is only said that it is not probed later',
    { command, ready: { thereafter: 'never' } },
    { by: 'tcp' },
  ],
  ['the given path', { command, ready: { http: '/up' } }, { by: 'http', path: '/up' }],
  ['a line of the log', { command, ready: { log: '^Running' } }, { by: 'log', pattern: /^Running/ }],
  ['that it runs', { command, ready: { running: true } }, { by: 'running' }],
  ['a connection, also of ours', { ready: { tcp: true } }, { by: 'tcp' }],
])('%s', (_, service, check) => {
  const { services } = topologySchema.parse({
    name: 'x',
    cluster: {},
    services: { 'logging-service': { ports: [1], ...service } },
  });
  const spec = services['logging-service'];
  if (spec === undefined) throw new Error('no service');
  expect(readyCheckOf(spec)).toEqual(check);
});
