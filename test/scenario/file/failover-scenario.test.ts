import { expect, test } from 'vitest';
import { failoverScenario } from '../../../src/scenario/file/failover-scenario.ts';
import { parseScenario } from '../../../src/scenario/file/load-scenario.ts';

test('the number of messages and the signal are set in every step that needs them', () => {
  const { steps, expect: expected } = failoverScenario({ count: 7, signal: 'SIGTERM' });
  expect(steps.flatMap(({ post }) => post ?? [])).toMatchObject([
    { count: 7, prefix: 'msg', background: false },
  ]);
  expect(steps.flatMap(({ kill }) => kill ?? [])).toMatchObject([
    { target: 'queue-owner', signal: 'SIGTERM' },
  ]);
  expect(steps.flatMap(({ show }) => show?.total ?? [])).toEqual([7, 7, 7]);
  expect(expected.account).toMatchObject({ acknowledged: 7, lost: 0, duplicated: 0 });
});

test('few messages are posted one after the other, as in the lab, and many at once', () => {
  const concurrency = (count: number) =>
    failoverScenario({ count, signal: 'SIGKILL' }).steps.find(({ post }) => post)?.post?.concurrency;
  expect([concurrency(10), concurrency(100), concurrency(1_000)]).toEqual([1, 1, 16]);
});

test('it is a valid scenario', () => {
  const scenario = failoverScenario({ count: 1, signal: 'SIGKILL' });
  expect(parseScenario(JSON.stringify(scenario), 'x.json')).toEqual(scenario);
});

test('the owner is killed before the consumers start', () => {
  const { steps } = failoverScenario({ count: 1, signal: 'SIGKILL' });
  const at = (holds: (step: (typeof steps)[number]) => boolean) => steps.findIndex(holds);
  expect(at(({ stop }) => stop === 'messages-service')).toBe(0);
  expect(at(({ kill }) => kill !== undefined)).toBeGreaterThan(at(({ post }) => post !== undefined));
  expect(at(({ start }) => start === 'messages-service')).toBeGreaterThan(
    at(({ kill }) => kill !== undefined),
  );
});
