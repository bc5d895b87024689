import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Distq } from '../support/distq.ts';
import { foreignTopology, type ForeignOptions } from '../support/foreign-topology.ts';
import { runDocument } from '../support/run-document.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('posts.yaml', scenario(['post: { count: 6 }']));
  await distq.write(
    'read.yaml',
    scenario(['post: { count: 6 }', 'show: { what: received }', 'show: { what: received }']),
  );
});

afterAll(async () => {
  await distq.dispose();
});

/** Its own topology is never used. */
function scenario(steps: string[]): string {
  const head = ['name: six', 'title: six posts', 'topology: minimal', 'drainMs: 0', 'steps:'];
  return [...head, ...steps.map((step) => `  - ${step}`)].join('\n');
}

async function run(file: string, options: ForeignOptions, report: string) {
  await distq.write(`${report}.yaml`, await foreignTopology(options));
  const { exitCode, document } = await distq.runScenarios(file, '-t', `./${report}.yaml`, '--report', report);
  return { exitCode, ...runDocument.parse(document) };
}

const numbers = (refs: { msg: string }[]) => refs.map(({ msg }) => msg.slice(3, 10)).sort();
const [third, sixth] = ['0000003', '0000006'];

test('a right one passes, and what the broker of its own hides is unknown', async () => {
  const { exitCode, verdict, account } = await run('./posts.yaml', {}, 'right');
  expect([exitCode, verdict]).toEqual([0, 'passed']);
  expect(account).toMatchObject({
    attempted: 6,
    acknowledged: 6,
    received: 6,
    notReceived: [],
    unlogged: [],
  });
  expect(account.unknown?.['lost']).toMatch(/cannot look into/);
});

test('an acknowledged message that never comes is not received, and verify says the same', async () => {
  const { exitCode, account } = await run('./posts.yaml', { fault: 'lost' }, 'lost');
  expect(exitCode).toBe(1);
  expect([numbers(account.notReceived), numbers(account.unlogged), account.lost]).toEqual([
    [third, sixth],
    [third, sixth],
    [],
  ]);
  const { stdout } = await distq.run(['verify', 'lost', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'failed', account });
});

test('a message that was refused and is delivered is found', async () => {
  const { account } = await run('./posts.yaml', { fault: 'refused' }, 'refused');
  expect([account.refused, numbers(account.refusedYetDelivered)]).toEqual([2, [third, sixth]]);
});

test('a message that a consumer shows twice is found', async () => {
  const { account } = await run('./posts.yaml', { fault: 'twice' }, 'twice');
  expect(account.duplicated).toHaveLength(6);
});

test('a message that is in the log twice is found', async () => {
  const { account } = await run('./posts.yaml', { fault: 'logged-twice' }, 'logged-twice');
  expect([account.loggedTwice.length, account.duplicated.length]).toEqual([6, 0]);
});

test('a destructive GET is sent by steps alone, and each answer is kept', async () => {
  const { verdict, account } = await run('./read.yaml', { read: 'destructive' }, 'destructive');
  expect([verdict, account.received, account.duplicated]).toEqual(['passed', 6, []]);
  const lines = (await readFile(join(distq.directory, 'destructive', 'answers.jsonl'), 'utf8'))
    .trim()
    .split('\n');
  const answers = lines.map((line) =>
    z.object({ instance: z.string(), tokens: z.array(z.string()) }).parse(JSON.parse(line)),
  );
  // Two steps, two instances, and nobody else asked.
  expect(answers.map(({ instance }) => instance).sort()).toEqual([
    'messages-service-1',
    'messages-service-1',
    'messages-service-2',
    'messages-service-2',
  ]);
  expect(answers.flatMap(({ tokens }) => tokens)).toHaveLength(6);
});

test.each<[string, string, ForeignOptions, string]>([
  [
    'a scenario whose messages no step reads',
    './posts.yaml',
    { read: 'consuming' },
    'no step after the last post reads the received messages, whose GET is consuming',
  ],
  [
    'one that reads what no address is named for',
    './read.yaml',
    { client: { received: undefined } },
    'client.received',
  ],
  ['the failover, which looks into the queue', 'failover', {}, 'this step needs the members and the queue'],
])('%s is refused before anything starts', async (_, file, options, reason) => {
  await distq.write('refused.yaml', await foreignTopology(options));
  const { exitCode, stderr } = await distq.run([
    'scenario',
    'run',
    file,
    '-t',
    './refused.yaml',
    '--report',
    'none',
  ]);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('starting topology');
  expect(exitCode).toBe(2);
});
