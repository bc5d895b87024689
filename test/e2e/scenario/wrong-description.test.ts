import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Distq } from '../support/distq.ts';
import { foreignTopology, type ForeignOptions } from '../support/foreign-topology.ts';

const judgements = z.object({
  submissions: z.array(
    z.object({
      verdict: z.string(),
      problem: z.object({ code: z.string(), hint: z.string() }).nullable(),
      rows: z.array(z.object({ id: z.string(), verdict: z.string(), reason: z.string().nullable() })),
    }),
  ),
});

const post = { path: '/facade', body: 'form', field: 'msg' };
const program = join(import.meta.dirname, '../fixtures/foreign-lab.js');
/** Listens on a port of its own choice. */
const elsewhere = ['node', program, 'facade', '0', '9', '9', '9'];
/** What each breaks, and the place in the file that the hint must name. */
const cases: [name: string, options: ForeignOptions, hint: string][] = [
  ['acknowledged', { client: { post: { ...post, acknowledged: { body: 'uuid' } } } }, 'acknowledged'],
  ['body', { client: { post: { ...post, body: 'json' } } }, 'client.post'],
  ['field', { client: { post: { ...post, field: 'text' } } }, 'client.post'],
  ['log', { client: { log: { path: '/log' } } }, 'client.log'],
  ['merged', { client: { merged: { path: '/all' } } }, 'client.merged'],
  ['path', { client: { post: { ...post, path: '/send' }, merged: undefined } }, 'client.post'],
  ['port', { facade: { command: elsewhere, ready: { log: 'Running on' } } }, 'port'],
  ['received', { client: { received: { path: '/received' } } }, 'client.received'],
];

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
});

afterAll(async () => {
  await distq.dispose();
});

async function judge(name: string, options: ForeignOptions) {
  await mkdir(join(distq.directory, name));
  await distq.write(`${name}/lab.yaml`, await foreignTopology(options));
  const { exitCode, stdout } = await distq.run(['judge', name, '--only', 'part1', '--json']);
  const [only] = judgements.parse(JSON.parse(stdout)).submissions;
  return { exitCode, ...only };
}

// None waits for messages that cannot come: each ends before it judges anything but the start and the empty log.
test.each(cases)('a wrong %s is told as such, and not as a loss', async (name, options, hint) => {
  const { exitCode, verdict, problem, rows } = await judge(name, options);
  expect([exitCode, verdict, problem?.code]).toEqual([2, 'unjudged', 'wrong-description']);
  expect(problem?.hint).toContain(hint);
  expect(rows?.filter((row) => row.verdict !== 'passed')).toEqual([]);
});

// Only Linux tells where a process listens.
test.skipIf(process.platform !== 'linux')(
  'a program on another port than the file says is named',
  async () => {
    const { exitCode, rows } = await judge('elsewhere', { facade: { command: elsewhere } });
    expect([exitCode, rows?.map(({ id }) => id)]).toEqual([1, ['start']]);
    expect(rows?.[0]?.reason).toMatch(/facade-service-1 listens on port \d+, not on \d+/);
  },
);
