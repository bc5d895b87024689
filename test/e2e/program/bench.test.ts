import { execa } from 'execa';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { acknowledge, openFacade } from '../../bench/support/small-facade.ts';
import { Distq, errorDocument } from '../support/distq.ts';

let distq: Distq;

const benchDocument = z.object({
  schemaVersion: z.literal(2),
  attempted: z.number(),
  acknowledged: z.number(),
  refused: z.number(),
  indeterminate: z.number(),
  interrupted: z.boolean(),
  throughputPerSecond: z.number(),
  latencyMs: z.object({
    p50: z.number(),
    p90: z.number(),
    p99: z.number(),
    p999: z.number(),
    max: z.number(),
  }),
  longestGapMs: z.number(),
  seconds: z.array(z.object({ second: z.number(), acknowledged: z.number() })),
  arrival: z
    .object({
      complete: z.boolean(),
      drainMs: z.number().nullable(),
      received: z.number(),
      missing: z.number(),
      duplicated: z.number(),
      problem: z.string().nullable(),
    })
    .nullable(),
});

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
});

afterAll(async () => {
  await distq.dispose();
});

test('where nothing runs there is nothing to measure, exit 3', async () => {
  const { exitCode, stdout } = await distq.run(['bench', '--json']);
  expect(exitCode).toBe(3);
  expect(errorDocument.parse(JSON.parse(stdout)).error.code).toBe('nothing-running');
});

test('a session is measured, all has arrived, and what has not is missing, exit 1', async () => {
  await distq.run(['up', '--detach', '--isolated', '--topology', 'minimal']);
  const run = await distq.json(
    ['bench', '--count', '300', '--concurrency', '16', '--report', 'report'],
    benchDocument,
  );
  expect(run).toMatchObject({
    attempted: 300,
    acknowledged: 300,
    arrival: { complete: true, received: 300, missing: 0, duplicated: 0 },
  });
  expect(run.seconds.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBe(300);
  const written: unknown = JSON.parse(await readFile(join(distq.directory, 'report', 'bench.json'), 'utf8'));
  expect(benchDocument.parse(written)).toEqual(run);
  expect(await readFile(join(distq.directory, 'report', 'bench.html'), 'utf8')).toContain(
    'arrived exactly once',
  );

  const open = await distq.run([
    'bench',
    '--rate',
    '50',
    '--duration',
    '2',
    '--warm-up',
    '0',
    '--compare',
    'report/bench.json',
  ]);
  expect(open.exitCode).toBe(0);
  expect(open.stdout).toMatch(/throughput +[\d,.]+\/s +[\d,.]+\/s +[-+]?[\d.]+ %/);
  expect(open.stdout).toContain('different mode: closed before, open now');

  await distq.run(['stop', 'messages-service']);
  const { exitCode, stdout } = await distq.run(['bench', '--count', '20', '--drain-timeout', '2', '--json']);
  expect(exitCode).toBe(1);
  const { arrival } = benchDocument.parse(JSON.parse(stdout));
  expect(arrival).toMatchObject({ complete: false, missing: 20, drainMs: null });
  expect(arrival?.problem).toContain('no messages-service runs');
});

test('another facade is measured by its address, as CSV, without asking what arrived', async () => {
  const facade = await openFacade(acknowledge);
  try {
    const target = ['bench', '--target', facade.url.href, '--count', '50'];
    const { exitCode, stdout } = await distq.run([...target, '--csv']);
    expect(exitCode).toBe(0);
    const [head, ...rows] = stdout.split('\n').map((line) => line.trim());
    expect(head).toMatch(/^second,duration_ms,acknowledged,/);
    expect(rows.reduce((sum, row) => sum + Number(row.split(',')[2] ?? 0), 0)).toBe(50);
    expect((await distq.json(target, benchDocument)).arrival).toBeNull();
  } finally {
    await facade.close();
  }
});

test('Ctrl-C ends the load and tells what was measured, exit 130', async () => {
  let posted = 0;
  const facade = await openFacade((response) => {
    posted += 1;
    if (posted === 100) running.kill('SIGINT');
    acknowledge(response);
  });
  const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'distq.js');
  const running = execa(
    process.execPath,
    [program, 'bench', '--target', facade.url.href, '--duration', '600', '--warm-up', '0', '--json'],
    { cwd: distq.directory, reject: false, timeout: 60_000 },
  );
  try {
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(130);
    const run = benchDocument.parse(JSON.parse(stdout));
    expect(run.interrupted).toBe(true);
    expect(run.acknowledged).toBeGreaterThanOrEqual(90);
  } finally {
    await facade.close();
  }
});

test('wrong usage is told before anything is sent', async () => {
  await writeFile(join(distq.directory, 'other.json'), '{}');
  for (const args of [
    ['--compare', 'other.json'],
    ['--csv', '--json'],
    ['--count', '5', '--duration', '5'],
    ['--size', '10'],
    ['--target', 'https://localhost:1'],
    ['--target', 'nonsense'],
  ]) {
    expect((await distq.run(['bench', ...args])).exitCode).toBe(2);
  }
});
