import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { renderStatus } from '../../../src/commands/views/status-view.ts';
import type { SessionStatus } from '../../../src/control/contract.ts';

const status: SessionStatus = {
  schemaVersion: 2,
  session: 'default',
  topology: 'lab',
  broker: 'hazelcast',
  runtime: 'jvm',
  delivery: 'raw',
  clusterName: 'c',
  facade: 'http://127.0.0.1:8080',
  services: [
    {
      name: 'facade-service-1',
      service: 'facade-service',
      kind: 'facade-service',
      state: 'ready',
      pid: 12,
      port: 8080,
      restarts: 0,
    },
    {
      name: 'messages-service-1',
      service: 'messages-service',
      kind: 'messages-service',
      state: 'exited',
      pid: null,
      port: 8082,
      restarts: 3,
    },
  ],
  members: [
    {
      name: 'hazelcast-1',
      address: '127.0.0.1:5701',
      state: 'ready',
      pid: 34,
      uuid: 'u',
      version: '5.7.0',
      ownsQueue: true,
      queue: { owned: 10, backup: 0 },
      map: { owned: 4, backup: 3 },
    },
    {
      name: 'hazelcast-2',
      address: '127.0.0.1:5702',
      state: 'exited',
      pid: null,
      uuid: null,
      version: null,
      ownsQueue: false,
      queue: null,
      map: null,
    },
  ],
  run: null,
  map: { name: 'm', backups: 1 },
  queue: { name: 'q', size: 10, owner: 'hazelcast-1', backups: 1, maxSize: 0 },
};

test('services, members with their shares, and the queue, the owner marked', () => {
  expect(renderStatus(status, new Chalk({ level: 0 }))).toBe(
    [
      'topology lab  runtime jvm  delivery raw  cluster c  facade http://127.0.0.1:8080',
      '',
      'SERVICE             STATE   PID  PORT  RESTARTS',
      'facade-service-1    ready    12  8080         0',
      'messages-service-1  exited    -  8082         3',
      '',
      'MEMBER       STATE   PID  ADDRESS         VERSION  QUEUE OWNED  BACKUP  MAP OWNED  BACKUP',
      'hazelcast-1  ready    34  127.0.0.1:5701  5.7.0             10       0          4       3  owns the queue',
      'hazelcast-2  exited    -  127.0.0.1:5702  -                  -       -          -       -',
      '',
      'queue q: 10 items, owned by hazelcast-1',
      '',
    ].join('\n'),
  );
});

test('unknown values are shown as unknown', () => {
  const unknown = { ...status, queue: { ...status.queue, size: null, owner: null } };
  expect(renderStatus(unknown, new Chalk({ level: 0 }))).toMatch(/^queue q: size unknown, owner unknown$/m);
});

test('delivery, facade and queue are omitted if there are none', () => {
  const bare = { ...status, services: [], members: [], facade: null, delivery: null };
  expect(renderStatus(bare, new Chalk({ level: 0 }))).toBe('topology lab  runtime jvm  cluster c\n');
});

test('the run that holds the session is named', () => {
  const held = { ...status, run: { what: 'failover', pid: 77, since: '2026-01-05T10:00:00.000Z' } };
  expect(renderStatus(held, new Chalk({ level: 0 }))).toMatch(
    /^held by failover \(process 77\) since 2026-01-05T10:00:00.000Z$/m,
  );
});

test('a system with a broker of its own has no cluster to name', () => {
  const text = renderStatus({ ...status, broker: 'none', runtime: 'none' }, new Chalk({ level: 0 }));
  expect(text).toMatch(/^topology lab {2}runtime none {2}delivery raw {2}facade/);
});
