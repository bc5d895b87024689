import { afterAll, beforeAll, expect, test } from 'vitest';
import { Distq } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';
import { oneMemberTopology, smallTopology } from '../support/small-topology.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('small.yaml', smallTopology);
  await distq.write('one-member.yaml', oneMemberTopology);
});

afterAll(async () => {
  await distq.dispose();
});

test('restarts under load are confirmed faults, also when judged from the files alone', async () => {
  await distq.write(
    'restarts.yaml',
    `name: restarts
title: A member and a service are restarted under load
topology: small.yaml
steps:
  - post: { concurrency: 16, background: true }
  - wait: { acknowledged: 20 }
  - restart: { target: [logging-service, one], underWay: true }
  - finishPosts: stop
  - wait: { received: all }
`,
  );
  const { document } = await distq.runScenarios('restarts.yaml', '--report', 'restarts');
  const { faults, preconditions, verdict } = runDocument.parse(document);
  expect(faults.map(({ kind, target, signal, hit }) => [kind, target, signal, hit])).toEqual([
    ['restart', 'one', 'SIGTERM', true],
    ['restart', 'logging-service-1', 'SIGTERM', true],
  ]);
  expect(faults.every(({ longestGapMs }) => longestGapMs !== null)).toBe(true);
  expect(preconditions.map(({ what }) => what)).toEqual([
    'restart one (SIGTERM)',
    'restart logging-service-1 (SIGTERM)',
    'acknowledged',
  ]);
  const again = await distq.run(['verify', 'restarts', '--json']);
  expect(runDocument.parse(JSON.parse(again.stdout))).toMatchObject({ faults, verdict });
});

test('services are found by their kind, whatever they are called', async () => {
  await distq.write(
    'named.yaml',
    `name: named
cluster: { members: [{ name: one, port: 1 }], map: { backups: 0 }, queue: { backups: 0 } }
services:
  registry: { kind: config-server, ports: [3] }
  archive: { kind: logging-service, ports: [4], dependsOn: [registry, cluster] }
  consumers: { kind: messages-service, ports: [5], dependsOn: [registry, cluster] }
  audience: { kind: messages-service, ports: [6], dependsOn: [registry, cluster] }
  front: { kind: facade-service, ports: [7], dependsOn: [registry, cluster, archive] }
`,
  );
  await distq.write(
    'names.yaml',
    `name: names
title: Services have names of their own
topology: ./named.yaml
steps:
  - post: { count: 20 }
  - wait: { received: all }
  - show: { what: received, total: 20 }
  - show: { what: logged, total: 20 }
  - get: { times: 20, complete: true, everyInstance: true }
`,
  );
  const { exitCode, document } = await distq.runScenarios('names.yaml');
  const { account, received, checks } = runDocument.parse(document);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(account).toMatchObject({ acknowledged: 20, received: 20 });
  expect(Object.keys(received)).toEqual(['consumers-1', 'audience-1']);
  expect(exitCode).toBe(0);
});

test('posts that ended before the signal were not under way, though the step began while they were', async () => {
  await distq.write(
    'late.yaml',
    `name: late
title: The posts end before the fault
topology: small.yaml
steps:
  - post: { count: 5, background: true }
  - wait: { acknowledged: 5 }
  - kill: { target: not-queue-owner, underWay: true }
  - finishPosts: wait
  - wait: { received: all }
`,
  );
  const { exitCode, document } = await distq.runScenarios('late.yaml');
  const { verdict, faults, preconditions } = runDocument.parse(document);
  expect(faults).toMatchObject([{ hit: false }]);
  expect(faults[0]?.ownerAfter).toBe(faults[0]?.ownerBefore);
  expect(preconditions.filter(({ holds }) => !holds).map(({ actual }) => actual)).toEqual([
    'no posts were under way',
  ]);
  expect([verdict, exitCode]).toEqual(['inconclusive', 10]);
});

test('where every post is refused nothing is proved', async () => {
  await distq.write(
    'refused.yaml',
    `name: refused
title: Nobody keeps the log
topology: one-member.yaml
steps:
  - stop: logging-service
  - post: { count: 2, retryForMs: 0 }
`,
  );
  const { exitCode, document } = await distq.runScenarios('refused.yaml');
  const { verdict, account, preconditions } = runDocument.parse(document);
  expect(account).toMatchObject({ attempted: 2, acknowledged: 0, refused: 2 });
  expect(preconditions).toEqual([
    { what: 'acknowledged', expected: 'at least 1', actual: '0', holds: false },
  ]);
  expect([verdict, exitCode]).toEqual(['inconclusive', 10]);
});

test('where every instance is to crash and one does not, the run proves nothing; where one is enough, it passes', async () => {
  const one = `topology: one-member.yaml
change: { crashPoints: { messages-service: after-show-before-clear-pending } }
steps:
  - post: { count: 1 }
  - wait: { received: all }
`;
  await distq.write('every.yaml', `name: every\ntitle: One message, two consumers\n${one}`);
  await distq.write(
    'any.yaml',
    `name: any\ntitle: One message, two consumers\n${one}control: { crashed: { min: 1 } }\n`,
  );
  const every = await distq.runScenarios('every.yaml');
  const { faults, verdict } = runDocument.parse(every.document);
  expect(faults.map(({ kind, hit }) => [kind, hit])).toEqual([
    ['crash', true],
    ['crash', false],
  ]);
  expect([verdict, every.exitCode]).toEqual(['inconclusive', 10]);
  const any = await distq.runScenarios('any.yaml');
  expect(runDocument.parse(any.document).faults).toMatchObject([{ kind: 'crash', hit: true }]);
  expect(any.exitCode).toBe(0);
});

test.each(['graceful', 'terminate'])(
  'a member that is to shut down %s is shown by the others to have done so',
  async (shutdown) => {
    await distq.write(
      'leaves.yaml',
      `name: leaves
title: The owner of the queue leaves
topology: small.yaml
change: { shutdown: ${shutdown} }
steps:
  - post: { count: 5 }
  - wait: { received: all }
  - kill: { target: queue-owner, signal: SIGTERM }
`,
    );
    const { exitCode, document } = await distq.runScenarios('leaves.yaml');
    const { faults, preconditions } = runDocument.parse(document);
    expect(preconditions[0]).toMatchObject({ actual: 'hit', holds: true });
    expect(faults).toMatchObject([{ hit: true }]);
    expect(exitCode).toBe(0);
  },
);
