import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogLine, SessionStatus } from '../../../src/control/contract.ts';
import { runScenario } from '../../../src/scenario/run/run-scenario.ts';
import { scenarioSchema } from '../../../src/scenario/file/scenario.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';
import { sessionWith } from '../support/run-context.ts';
import { labStatus } from '../support/session-status.ts';

let real: RealCluster;

beforeAll(async () => {
  real = await RealCluster.start(1, { map: { backups: 0 }, queue: { backups: 0 } });
});

afterAll(() => real.stop());

/** The lab without running services, on the one real member. */
function status(): SessionStatus {
  const lab = labStatus({ only: {} });
  const { clusterName, mapName, queueName, addresses } = real.settings;
  return {
    ...lab,
    clusterName,
    map: { ...lab.map, name: mapName },
    queue: { ...lab.queue, name: queueName },
    members: lab.members
      .slice(0, 1)
      .map((member) => ({ ...member, state: 'ready', address: addresses[0] ?? '' })),
  };
}

async function* noLines(): AsyncGenerator<LogLine> {
  // No service wrote any.
}

test('after a step that failed no other is done, and the rest is told as skipped', async () => {
  const stopped: string[][] = [];
  const stop = (names: string[]) => {
    stopped.push(names);
    return Promise.resolve([]);
  };
  const { document } = await runScenario({
    scenario: scenarioSchema.parse({
      name: 'test',
      title: 'A test',
      steps: [{ stop: 'logging-service-1' }, { stop: 'nobody' }, { stop: 'logging-service-2' }],
    }),
    seed: 1,
    session: sessionWith({ status: () => Promise.resolve(status()), stop, findLines: noLines }),
    directory: await temporaryDirectory(),
    version: '0.0.0',
    command: 'distq scenario run test',
    signal: new AbortController().signal,
  });
  expect(document.steps.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped']);
  expect(stopped).toEqual([['logging-service-1']]);
  expect(document.verdict).toBe('failed');
});
