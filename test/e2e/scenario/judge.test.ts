import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Distq } from '../support/distq.ts';
import { foreignTopology, type ForeignOptions } from '../support/foreign-topology.ts';
import { untilGone } from '../support/until-gone.ts';

const judgements = z.object({
  passed: z.boolean(),
  submissions: z.array(
    z.object({
      verdict: z.string(),
      problem: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
      rows: z.array(
        z.object({
          id: z.string(),
          verdict: z.string(),
          messages: z.record(z.string(), z.array(z.string())).default({}),
          evidence: z.object({ lines: z.array(z.unknown()) }),
        }),
      ),
      survivors: z.array(z.string()),
      strays: z.array(z.string()),
    }),
  ),
});

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
});

afterAll(async () => {
  await distq.dispose();
});

/** Its merged answer shows one consumer only, and its only broker would take the queue with it. */
async function write(file: string, { client, ...options }: ForeignOptions = {}): Promise<void> {
  const text = await foreignTopology({ ...options, client: { merged: undefined, ...client } });
  await distq.write(file, text.replace('broker:\n  kill: broker\n', ''));
}

async function judge(...args: string[]) {
  const { exitCode, stdout } = await distq.run(['judge', ...args, '--json']);
  const { submissions } = judgements.parse(JSON.parse(stdout));
  return { exitCode, submissions };
}

async function judgeOne(...args: string[]) {
  const { exitCode, submissions } = await judge(...args);
  const [only] = submissions;
  if (only === undefined) throw new Error('no submission was judged');
  const rows = new Map(only.rows.map((row) => [row.id, row]));
  const failed = only.rows.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
  return { exitCode, ...only, rows, failed };
}

const numbers = (texts: string[] = []) => texts.map((text) => Number(text.slice(3, 10)));

test('an acknowledged message that is lost fails the rows that miss it, by name', async () => {
  await write('lost.yaml', { fault: 'lost' });
  const { exitCode, failed, rows } = await judgeOne('./lost.yaml', '--only', 'part1');
  expect([exitCode, failed]).toEqual([1, ['logged', 'received']]);
  expect(numbers(rows.get('received')?.messages['notReceived'])).toEqual([3, 6, 9]);
  expect(numbers(rows.get('logged')?.messages['unlogged'])).toEqual([3, 6, 9]);
  expect(rows.get('received')?.evidence.lines).not.toEqual([]);
});

const keyed = { post: { path: '/facade', body: 'form', field: 'msg', key: { header: 'Idempotency-Key' } } };

test('a message that is posted twice with its key is stored once', async () => {
  await write('keyed.yaml', { client: keyed });
  const { exitCode, rows } = await judgeOne('./keyed.yaml', '--only', 'carried-over');
  expect([exitCode, rows.get('repeat')?.verdict]).toEqual([0, 'passed']);
});

test('a key that is remembered late is found by the posts at the same time', async () => {
  await write('late.yaml', { client: keyed, fault: 'remembers-late' });
  const { exitCode, failed, rows } = await judgeOne('./late.yaml', '--only', 'carried-over');
  expect([exitCode, failed]).toEqual([1, ['repeat']]);
  const duplicated = numbers(rows.get('repeat')?.messages['duplicated']);
  expect(duplicated.length).toBeGreaterThan(0);
  // The first was repeated after its answer.
  expect(duplicated).not.toContain(1);
});

test('a wrong field is a wrong description, not a loss', async () => {
  const post = { path: '/facade', body: 'form', field: 'text' };
  await write('wrong.yaml', { client: { post } });
  const { exitCode, verdict, problem } = await judgeOne('./wrong.yaml');
  expect([exitCode, verdict, problem?.code]).toEqual([2, 'unjudged', 'wrong-description']);
  expect(problem?.hint).toContain('client.post');
});

test.skipIf(process.platform === 'win32')(
  'what left its session and parent is killed at the end',
  async () => {
    await write('daemon.yaml', { fault: 'daemon' });
    const { exitCode, survivors, strays } = await judgeOne('./daemon.yaml', '--only', 'part1');
    expect([exitCode, survivors, strays.length]).toEqual([0, [], 2]);
    for (const text of strays) expect(text).toContain('600_000');
    await untilGone(strays.map((text) => Number(text.split(' ')[0])));
  },
);

test('a broken submission does not stop the others', async () => {
  for (const name of ['a-broken', 'b-twice'])
    await mkdir(join(distq.directory, 'all', name), { recursive: true });
  await distq.write('all/a-broken/lab.yaml', 'name: broken\nservices: 7\n');
  await write('all/b-twice/lab.yaml', { fault: 'logged-twice' });
  const { exitCode, submissions } = await judge('all', '--only', 'part1', '--report', 'table');
  expect([exitCode, submissions.map(({ verdict }) => verdict)]).toEqual([1, ['unjudged', 'failed']]);
  const failed = submissions[1]?.rows.filter((row) => row.verdict === 'failed') ?? [];
  expect(failed.map(({ id, messages }) => [id, messages['loggedTwice']?.length])).toEqual([['logged', 10]]);
  const csv = await readFile(join(distq.directory, 'table', 'submissions.csv'), 'utf8');
  expect(csv.split('\n').map((line) => line.split(',')[0])).toEqual([
    'file',
    'all/a-broken/lab.yaml',
    'all/b-twice/lab.yaml',
    '',
  ]);
  const read = (...path: string[]) => readFile(join(distq.directory, 'table', ...path), 'utf8');
  expect(await read('index.html')).toContain('002-b-twice/report.html');
  expect(await read('002-b-twice', 'report.html')).toContain('each message is in the log once');
});
