import { expect, test } from 'vitest';
import { restartTargets } from '../../../../src/scenario/steps/faults/restart-targets.ts';
import { runContext } from '../../support/run-context.ts';
import { endPart, runPart } from '../../support/run-part.ts';
import { labStatus } from '../../support/session-status.ts';

const target = 'messages-service-1';

test.each([
  ['that ends one process and starts another is confirmed', {}, []],
  ['after which the old process still runs is in doubt', { goesOn: true }, ['process OLD still runs']],
  ['of what was not running is in doubt', { ran: false }, [`${target} was not running before`]],
  ['after which nothing runs is in doubt', { begins: false }, [`${target} is not running afterwards`]],
])('a restart %s', async (_, how: { ran?: boolean; goesOn?: boolean; begins?: boolean }, doubts) => {
  const { ran = true, goesOn = false, begins = true } = how;
  const [old, other] = [await runPart(), await runPart()];
  let pid = ran ? old.pid : null;
  const context = await runContext({
    status: () => Promise.resolve(labStatus({ only: pid === null ? {} : { [target]: pid } })),
    restart: async ([name = '']) => {
      const signalledAt = ran ? new Date().toISOString() : null;
      if (!goesOn) await endPart(old);
      pid = begins ? other.pid : null;
      return [{ name, state: 'ready', pid, signalledAt }];
    },
  });
  await restartTargets(context, { target, underWay: false });
  expect(context.faults).toMatchObject([
    {
      kind: 'restart',
      target,
      newPid: pid,
      doubts: doubts.map((doubt) => doubt.replace('OLD', String(old.pid))),
    },
  ]);
});
