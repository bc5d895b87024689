import { expect, test } from 'vitest';
import { toldVerdict } from '../../../src/scenario/serve/told-verdict.ts';
import { runFixture } from '../report/support/run-fixture.ts';

const place = { directory: '/lab/.distq/runs/2026-01-05', leftDown: ['hazelcast-node2'] };

test('a verdict is told in words, with the account and where the report is', () => {
  const told = toldVerdict(runFixture({ messages: 100 }).document, place);
  expect(told).toMatchObject({
    verdict: 'passed',
    headline: 'All 100 acknowledged messages were received, none more than once.',
    leftDown: ['hazelcast-node2'],
    folder: '2026-01-05',
  });
  // None of the others has a message.
  expect(told.account.map(({ name, count }) => [name, count])).toEqual([
    ['attempted', 100],
    ['acknowledged', 100],
    ['received', 100],
    ['lost', 0],
    ['duplicated', 0],
  ]);
});

test('what could not be observed is not told as none', () => {
  const { document } = runFixture({ messages: 3 });
  const account = { ...document.account, unknown: { lost: 'no queue', unlogged: 'no log' } };
  const told = toldVerdict({ ...document, account }, place).account;
  expect(told.filter(({ count }) => count === null).map(({ name }) => name)).toEqual(['lost', 'unlogged']);
});
