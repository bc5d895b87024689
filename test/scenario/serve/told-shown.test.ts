import { expect, test } from 'vitest';
import { toldShown } from '../../../src/scenario/serve/told-shown.ts';
import { labStatus } from '../support/session-status.ts';

test('members are a table, in which the owner is marked', () => {
  const { members } = labStatus({ owner: 'hazelcast-node2' });
  const table = toldShown({ what: 'members', queueOwner: null, queueSize: null, members });
  expect(table).toMatchObject({
    rows: [
      ['hazelcast-node1', 'ready', '–', '–', '–', '–'],
      ['hazelcast-node2 ★ owns the queue', 'ready', '–', '–', '–', '–'],
      ['hazelcast-node3', 'ready', '–', '–', '–', '–'],
    ],
  });
});

test('lists and texts are bounded', () => {
  const texts = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
  const table = toldShown({ what: 'received', instances: { a: texts, b: [] } });
  expect(JSON.stringify(table)).toContain('m19 … and 980 more');
  expect(table).toMatchObject({
    rows: [
      ['a', '1000', expect.anything()],
      ['b', '0', '(none)'],
    ],
  });
  expect(JSON.stringify(toldShown({ what: 'text', text: 'x'.repeat(9_000) })).length).toBeLessThan(4_200);
});
