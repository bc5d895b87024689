import { expect, test } from 'vitest';
import { findCrashes } from '../../../src/scenario/evidence/crashes.ts';
import { scenarioSchema } from '../../../src/scenario/file/scenario.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { keptLogs, serviceLine } from '../support/kept-logs.ts';
import { iso, startMs } from '../support/run-files.ts';

const { signal } = new AbortController();
const filler = serviceLine(startMs, `Message Was Received: '${'x'.repeat(1_000)}'`);

function scenario(control: object = {}) {
  const change = { crashPoints: { 'messages-service': 'after-poll' } };
  return scenarioSchema.parse({ name: 'x', title: 'X', steps: [{ post: {} }], change, control });
}

/** The last words of a process that was there and is not any more. */
async function lastWords(point = 'after-poll'): Promise<string> {
  const { pid, exited } = await spawnProcess(
    { file: process.execPath, args: ['-e', ''] },
    { stdin: 'ignore' },
  );
  await exited;
  return JSON.stringify({ level: 50, time: iso(startMs), pid, msg: `Crash Point Reached: ${point}` });
}

test('every crash is found in the log, however much was written since', async () => {
  const log = [await lastWords(), ...Array<string>(3_000).fill(filler)];
  const session = await keptLogs({ 'messages-service-1': log, 'messages-service-2': log });
  const crashes = await findCrashes(session, scenario(), signal);
  expect(crashes).toMatchObject([
    { target: 'messages-service-1', at: iso(startMs), doubts: [] },
    { target: 'messages-service-2', at: iso(startMs), doubts: [] },
  ]);
});

test('an instance that did not die is a fault without effect', async () => {
  const session = await keptLogs({
    'messages-service-1': [await lastWords()],
    'messages-service-2': [filler, await lastWords('before-show')],
  });
  const crashes = await findCrashes(session, scenario(), signal);
  expect(crashes.map(({ target, pid, doubts }) => [target, pid === null, doubts])).toEqual([
    ['messages-service-1', false, []],
    ['messages-service-2', true, ['messages-service-2 did not reach after-poll']],
  ]);
});

test('a scenario that says how many must have died needs no more', async () => {
  const session = await keptLogs({ 'messages-service-1': [await lastWords()], 'messages-service-2': [] });
  const crashes = await findCrashes(session, scenario({ crashed: { min: 1 } }), signal);
  expect(crashes.map(({ target }) => target)).toEqual(['messages-service-1']);
});

test('an instance that logged its death and still runs is in doubt', async () => {
  const line = JSON.stringify({
    level: 50,
    time: iso(startMs),
    pid: process.pid,
    msg: 'Crash Point Reached: after-poll',
  });
  const session = await keptLogs({ 'messages-service-1': [line], 'messages-service-2': [line] });
  const doubts = [`process ${process.pid} still runs`];
  expect(await findCrashes(session, scenario(), signal)).toMatchObject([{ doubts }, { doubts }]);
});
