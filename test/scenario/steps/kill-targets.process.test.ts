import { expect, test } from 'vitest';
import { killTargets } from '../../../src/scenario/steps/kill-targets.ts';
import { runContext } from '../support/run-context.ts';
import { endPart, runPart } from '../support/run-part.ts';
import { labStatus } from '../support/session-status.ts';

const target = 'messages-service-1';

test.each([
  ['of a process that is gone hit', {}, []],
  [
    'of a process that goes on, whatever was said of it, missed',
    { goesOn: true },
    ['process OWN still runs'],
  ],
  ['that is said not to have hit missed', { hit: false }, ['process OWN still runs']],
  ['of another process missed', { pid: 1 }, ['process 1 was killed, and not OWN']],
])(
  'a kill %s',
  async (_, { goesOn = false, ...told }: { goesOn?: boolean; hit?: boolean; pid?: number }, doubts) => {
    const part = await runPart();
    const context = await runContext({
      status: () => Promise.resolve(labStatus({ only: { [target]: part.pid } })),
      kill: async ([name = ''], signal) => {
        const signalledAt = new Date().toISOString();
        if (!goesOn) await endPart(part);
        return [{ name, signal, pid: part.pid, signalledAt, hit: true, ...told }];
      },
    });
    await killTargets(context, { target, signal: 'SIGKILL', underWay: false });
    expect(context.faults).toMatchObject([
      {
        kind: 'kill',
        target,
        pid: part.pid,
        doubts: doubts.map((doubt) => doubt.replace('OWN', String(part.pid))),
      },
    ]);
  },
);
