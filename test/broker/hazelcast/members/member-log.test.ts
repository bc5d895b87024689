import { describe, expect, test } from 'vitest';
import { departureIn, startNews } from '../../../../src/broker/hazelcast/members/member-log.ts';

describe('what a line tells about the start', () => {
  const begin = '2026-01-01T10:00:00.000 INFO com.hazelcast.system [127.0.0.1]:5701 [lab] [5.7.0]';

  test('its end says that the member is started', () => {
    expect(startNews(`${begin} [127.0.0.1]:5701 is STARTED`, '5.7.0')).toEqual({ kind: 'started' });
    expect(startNews(`${begin} [127.0.0.1]:5701 is STARTING`, '5.7.0')).toBeUndefined();
    expect(startNews(`${begin} is STARTED by somebody`, '5.7.0')).toBeUndefined();
  });

  test('another version than the wanted one is wrong for good', () => {
    const line = `${begin} Hazelcast Platform 5.4.0 (20240415) starting at [127.0.0.1]:5701`;
    expect(startNews(line, '5.7.0')).toEqual({
      kind: 'wrong',
      why: 'it runs Hazelcast 5.4.0, and the topology says 5.7.0',
    });
    expect(startNews(line, '5.4.0')).toBeUndefined();
  });
});

describe('how a member left', () => {
  const uuid = '7078b20f-486a-4c3d-ab1e-da3e2429493b';
  const left = `INFO TransactionManagerService Committing/rolling-back live transactions of [127.0.0.1]:5702, UUID: ${uuid}`;
  const removed = `INFO PartitionStateManagerImpl Storing snapshot of partition assignments while removing UUID ${uuid}`;

  test('graceful if no member had to remove it from the partition table', () => {
    expect(departureIn([left, left])).toBe('graceful');
  });

  test('abrupt if one had to', () => {
    expect(departureIn([removed, left])).toBe('abrupt');
    expect(departureIn([left, removed])).toBe('abrupt');
  });

  test('unknown until a member logged that it left', () => {
    expect(departureIn([])).toBeUndefined();
    expect(departureIn([removed])).toBeUndefined();
  });
});
