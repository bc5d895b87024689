import { expect, test } from 'vitest';
import { pictureLayout } from '../../../src/page/view/picture/picture-layout.ts';
import type { SystemView } from '../../../src/page/wire/page-state.ts';

const process = (name: string, kind: SystemView['processes'][number]['kind']) => ({
  name,
  kind,
  isMember: kind === null,
  state: 'ready' as const,
  pid: 1,
  port: 1,
  restarts: 0,
  frozen: false,
  memoryBytes: null,
});
const system: SystemView = {
  session: 'default',
  topology: 'lab',
  runtime: 'jvm',
  delivery: null,
  processes: [
    ...['hazelcast-1', 'hazelcast-2', 'hazelcast-3'].map((name) => process(name, null)),
    process('config-server', 'config-server'),
    process('facade-service', 'facade-service'),
    ...[1, 2, 3].map((number) => process(`logging-service-${number}`, 'logging-service')),
    ...[1, 2].map((number) => process(`messages-service-${number}`, 'messages-service')),
  ],
  members: [],
  queue: { name: 'messages', size: 4, owner: 'hazelcast-2' },
  safe: true,
  canIsolate: false,
  canPost: true,
  heldBy: null,
};
const rates = { logged: 12.3, received: null };

test.each([320, 500, 680, 900, 1500])('at %i px nothing overlaps or sticks out', (width) => {
  const { boxes, height } = pictureLayout(system, rates, width);
  expect(boxes).toHaveLength(13);
  for (const [index, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + 42).toBeLessThanOrEqual(height);
    for (const other of boxes.slice(index + 1))
      expect(
        Math.abs(box.y - other.y) >= 42 || box.x + box.width <= other.x || other.x + other.width <= box.x,
        `${box.title} and ${other.title}`,
      ).toBe(true);
  }
});

test('the owner is marked, and known rates are shown', () => {
  const { boxes, edges, labels } = pictureLayout(system, rates, 900);
  expect(boxes.filter(({ role }) => role === 'owner').map(({ title }) => title)).toEqual(['hazelcast-2']);
  expect(edges.filter(({ kind }) => kind === 'owner')).toHaveLength(1);
  expect(labels.map(({ text }) => text)).toEqual(['12/s']);
});

test('no members, and no facade', () => {
  const few = { ...system, processes: system.processes.slice(3, 4) };
  for (const width of [320, 900]) expect(pictureLayout(few, rates, width).boxes.length).toBe(4);
});
