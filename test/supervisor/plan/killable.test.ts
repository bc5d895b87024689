import { expect, test } from 'vitest';
import { assertAllRun, assertMember, assertSignalKnown } from '../../../src/supervisor/plan/killable.ts';

const dead = { name: 'messages-service-1', pid: null };
const living = { name: 'messages-service-2', pid: 7 };

test('all are refused if one of them does not run, and the one that does is named', () => {
  expect(() => {
    assertAllRun([dead, living], 'SIGKILL');
  }).toThrow(
    expect.objectContaining({
      exitCode: 5,
      message: 'messages-service-1 is not running; SIGKILL was sent to no process',
      hint: 'start first: distq start messages-service-1, or name only running ones: messages-service-2',
    }),
  );
  assertAllRun([living], 'SIGKILL');
});

test.each(['facade-service-1', 'cluster', 'hazelcast-node9'])('%s is no member: usage', (name) => {
  expect(() => {
    assertMember(name, ['hazelcast-node1', 'hazelcast-node2']);
  }).toThrow(
    expect.objectContaining({
      exitCode: 2,
      hint: 'the members are: hazelcast-node1, hazelcast-node2; for services and instances use `distq kill`',
    }),
  );
  assertMember('hazelcast-node1', ['hazelcast-node1', 'hazelcast-node2']);
});

test('freezing is refused on Windows, and only there', () => {
  expect(() => {
    assertSignalKnown('SIGSTOP', 'win32');
  }).toThrow('cannot freeze a process on Windows');
  assertSignalKnown('SIGKILL', 'win32');
  assertSignalKnown('SIGSTOP', 'linux');
});
