import { describe, expect, test } from 'vitest';
import { faultSentence, verdictLine } from '../../../src/scenario/report/verdict-line.ts';
import { runFixture } from './support/run-fixture.ts';

describe('verdictLine', () => {
  test('a run that passed summarises the account and the faults', () => {
    const { document } = runFixture({ messages: 100 });
    expect(document.verdict).toBe('passed');
    expect(verdictLine(document)).toEqual({
      headline: 'All 100 acknowledged messages were received, none more than once.',
      reasons: [
        'hazelcast-node2, the owner of the queue, was killed (SIGKILL); hazelcast-node3 owns the queue now.',
        expect.stringMatching(
          /^Longest time without an acknowledgement while posts were under way: \d+ ms\.$/,
        ),
      ],
    });
  });

  test('a run that failed names the failed checks, the rest as a list', () => {
    const failedStep = { index: 3, reason: 'waited 5000 ms for 3 members' };
    const { headline, reasons } = verdictLine(runFixture({ lost: 4, duplicated: 1, failedStep }).document);
    expect(headline).toBe(
      '3 expectations not met: lost: 4, expected 0; duplicated: 1, expected 0; and 1 more.',
    );
    expect(reasons).toContain('step: Items and backups per member failed: waited 5000 ms for 3 members.');
  });

  test('an inconclusive run says what it could not show, and does not count the fault as one that hit', () => {
    const { document } = runFixture({ doubts: ['no posts were under way'] });
    expect(document.verdict).toBe('inconclusive');
    const { headline, reasons } = verdictLine(document);
    expect(headline).toBe(
      'The run is inconclusive: kill hazelcast-node2 (SIGKILL) is not confirmed: no posts were under way.',
    );
    expect(reasons.join()).not.toContain('was killed');
  });

  test('a control that lost what it had to lose does not claim that all were received', () => {
    const { document } = runFixture({ messages: 100, lost: 5 });
    const control = { what: 'control: lost', expected: 'at least 1', actual: '5', holds: true };
    const checks = document.checks.filter(({ what }) => what !== 'lost');
    const { headline } = verdictLine({ ...document, verdict: 'passed', checks, preconditions: [control] });
    expect(headline).toBe('5 of 100 acknowledged messages were lost, as this control had to show.');
  });

  test('what is still in the queue is not called received', () => {
    const { document } = runFixture({ messages: 100 });
    const account = { ...document.account, undelivered: [{ uuid: 'u', msg: 'm' }] };
    expect(verdictLine({ ...document, account }).headline).toBe(
      'None of 100 acknowledged messages was lost; 1 is still in the queue, as allowed.',
    );
  });
});

test('a fault in a sentence: what it did where it hit, and why that is in doubt where it did not', () => {
  const [kill] = runFixture().document.faults;
  if (kill === undefined) throw new Error('no fault');
  const restart = { ...kill, kind: 'restart' as const, role: null, signal: 'SIGTERM', ownerBefore: null };
  expect(faultSentence(restart)).toBe('hazelcast-node2 was restarted (SIGTERM).');
  const doubts = ['hazelcast-node2 did not own the queue when it was hit'];
  expect(faultSentence({ ...kill, ownerBefore: 'hazelcast-node1', hit: false, doubts })).toBe(
    'kill hazelcast-node2 (SIGKILL) is not confirmed: hazelcast-node2 did not own the queue when it was hit.',
  );
});
