import { expect, test } from 'vitest';
import { BackupPatience } from '../../../../src/broker/hazelcast/client/backup-patience.ts';

function patienceAt() {
  const clock = { nowMs: 0 };
  return { clock, patience: new BackupPatience(() => clock.nowMs) };
}

test('it waits for twice what backups took, between 250 ms and a second', () => {
  const { patience } = patienceAt();
  expect(patience.ms).toBe(250);
  patience.took(20);
  expect(patience.ms).toBe(250);
  patience.took(210);
  expect(patience.ms).toBe(420);
  patience.took(900);
  expect(patience.ms).toBe(1_000);
});

test('it doubles with each miss, and those of one moment count once', () => {
  const { clock, patience } = patienceAt();
  clock.nowMs = 250;
  patience.missed(0);
  patience.missed(10);
  expect(patience.ms).toBe(500);
  clock.nowMs = 800;
  patience.missed(260);
  patience.missed(790);
  expect(patience.ms).toBe(1_000);
});

test('it returns to a short time ten seconds after the last slow backup', () => {
  const { clock, patience } = patienceAt();
  patience.took(300);
  clock.nowMs = 9_000;
  patience.took(5);
  expect(patience.ms).toBe(600);
  clock.nowMs = 10_001;
  patience.took(5);
  expect(patience.ms).toBe(250);
});

test('when a member leaves, what was raised by misses falls, and what backups really take stays', () => {
  const { clock, patience } = patienceAt();
  patience.took(200);
  clock.nowMs = 500;
  patience.missed(100);
  expect(patience.ms).toBe(800);
  patience.memberLeft();
  expect(patience.ms).toBe(400);
});
