import { expect, onTestFinished, test } from 'vitest';
import type { RunningProcess } from '../../../../src/foundation/processes/process.ts';
import { isStopped } from '../../../../src/foundation/processes/process-identity.ts';
import { freezeStep } from '../../../../src/scenario/steps/kinds/freeze-step.ts';
import { thawStep } from '../../../../src/scenario/steps/kinds/thaw-step.ts';
import { undoFaults } from '../../../../src/scenario/steps/faults/lasting-fault.ts';
import { runContext } from '../../support/run-context.ts';
import { endPart, runPart } from '../../support/run-part.ts';
import { labStatus } from '../../support/session-status.ts';

const [one, two] = ['messages-service-1', 'messages-service-2'];

/** Two consumers that run, and how often the session was asked for its status. */
async function consumers() {
  const parts = new Map([
    [one, await runPart()],
    [two, await runPart()],
    ['hazelcast-node2', await runPart()],
  ]);
  const partOf = (name: string): RunningProcess => {
    const part = parts.get(name);
    if (part === undefined) throw new Error(`no part ${name}`);
    return part;
  };
  const only = Object.fromEntries([...parts].map(([name, { pid }]) => [name, pid]));
  const counts = { statuses: 0 };
  const signals: string[] = [];
  const context = await runContext({
    status: () => {
      counts.statuses += 1;
      return Promise.resolve(labStatus({ only }));
    },
    kill: (names, signal) =>
      Promise.all(
        names.map(async (name) => {
          const part = partOf(name);
          signals.push(`${signal} ${name}`);
          const hit = await part.kill(signal);
          return { name, signal, pid: part.pid, signalledAt: new Date().toISOString(), hit };
        }),
      ),
  });
  const stopped = async () => {
    const all = await Promise.all(
      [...parts].map(async ([name, { pid }]) => ((await isStopped(pid)) ? [name] : [])),
    );
    return all.flat();
  };
  onTestFinished(async () => {
    await undoFaults(context.lasting);
  });
  return { context, counts, signals, partOf, stopped };
}

test.each([
  ['an instance', one, [two]],
  ['a service', 'messages-service', []],
  ['frozen', 'frozen', []],
  ['several targets', [one, 'frozen'], []],
])('thaw of %s resumes it without a status request', async (_, target, left) => {
  const { context, counts, stopped } = await consumers();
  await freezeStep.run(context, 'messages-service');
  expect(await stopped()).toEqual([one, two]);
  const before = counts.statuses;
  await thawStep.run(context, target);
  expect(counts.statuses).toBe(before);
  await expect.poll(stopped).toEqual(left);
  expect(
    context.faults.filter(({ thawedAt }) => thawedAt === undefined).map((fault) => fault.target),
  ).toEqual(left);
});

test('a role thaws what it froze, whatever owns the queue by now', async () => {
  const { context, stopped } = await consumers();
  await freezeStep.run(context, 'queue-owner');
  expect(await stopped()).toEqual(['hazelcast-node2']);
  await thawStep.run(
    { ...context, lastStatus: () => labStatus({ owner: 'hazelcast-node3' }) },
    'queue-owner',
  );
  await expect.poll(stopped).toEqual([]);
});

test('what ended while it was frozen is said, gets no signal, and the others are thawed', async () => {
  const { context, signals, partOf, stopped } = await consumers();
  await freezeStep.run(context, 'messages-service');
  await endPart(partOf(one));
  const shown = await thawStep.run(context, 'frozen');
  expect(shown).toEqual([
    { what: 'text', text: `${one} ended while it was frozen` },
    { what: 'text', text: `${two} was thawed` },
  ]);
  expect(signals.filter((signal) => signal.startsWith('SIGCONT'))).toEqual([`SIGCONT ${two}`]);
  await expect.poll(stopped).toEqual([]);
  expect(context.lasting.size).toBe(0);
});

test('what is not frozen is said, and the others are thawed', async () => {
  const { context } = await consumers();
  await freezeStep.run(context, one);
  expect(await thawStep.run(context, [one, two])).toEqual([
    { what: 'text', text: `${one} was thawed` },
    { what: 'text', text: `${two} was not frozen` },
  ]);
});

test.each([
  ['frozen', 'nothing is frozen, so there is nothing to thaw'],
  [one, `${one}: not frozen, so there is nothing to thaw`],
])('thaw of %s fails if nothing of it is frozen', async (target, message) => {
  const { context } = await consumers();
  await expect(thawStep.run(context, target)).rejects.toThrow(message);
});

test('what no step thawed is thawed by what froze it', async () => {
  const { context, counts, stopped } = await consumers();
  await freezeStep.run(context, [one, two]);
  const before = counts.statuses;
  await undoFaults(context.lasting);
  await expect.poll(stopped).toEqual([]);
  expect([counts.statuses, context.lasting.size]).toEqual([before, 0]);
});
