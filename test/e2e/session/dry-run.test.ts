import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Distq, errorDocument, session } from '../support/distq.ts';

let distq: Distq;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
});

afterEach(() => distq.dispose());

const planDocument = z.strictObject({
  schemaVersion: z.literal(2),
  topology: z.string(),
  session: z.string().nullable(),
  runtime: z.string(),
  runtimeBecause: z.string().nullable(),
  waves: z.array(
    z.array(
      z.strictObject({
        operation: z.literal('start'),
        name: z.string(),
        cause: z.string(),
        command: z.array(z.string()).nullable(),
        runs: z.string(),
        port: z.number().nullable(),
        readyWhen: z.string(),
      }),
    ),
  ),
});

async function expectNothingStarted(): Promise<void> {
  expect(await readdir(distq.directory)).toEqual([]);
  expect((await distq.run(['sessions'])).stdout).toBe('nothing is running here');
}

test('up --dry-run prints the plan, starts nothing and makes no directory', async () => {
  const { exitCode, stdout } = await distq.run(['up', '--dry-run']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`topology lab in session ${session}; nothing is started`);
  expect(stdout).toContain('runtime: jvm (no Docker engine answers)');
  expect(stdout).toMatch(/^ {2}start facade-service-1 \(wanted by up; .*serve facade-service --instance/m);
  await expectNothingStarted();
});

test.each([{ flags: [] }, { flags: ['--isolated'] }])('as JSON, with the flags $flags', async ({ flags }) => {
  const plan = await distq.json(['up', '--dry-run', '-t', 'minimal', ...flags], planDocument);
  expect(plan).toMatchObject({ topology: 'minimal', session, runtime: 'jvm' });
  const ports = plan.waves.flat().map(({ port }) => port);
  expect(ports.every((port) => (port === null) === flags.length > 0)).toBe(true);
  const [facade] = plan.waves.flat().filter(({ name }) => name === 'facade-service-1');
  expect(facade?.command).toContain('facade-service');
  await expectNothingStarted();
});

test('it is refused together with --detach', async () => {
  const { exitCode, stdout } = await distq.run(['up', '--dry-run', '--detach', '--json']);
  expect(exitCode).toBe(2);
  expect(errorDocument.parse(JSON.parse(stdout)).error.message).toContain('--dry-run');
  await expectNothingStarted();
});

test('an invalid topology is refused as up refuses it', async () => {
  await distq.write('bad.yaml', 'name: bad\n');
  const planned = await distq.run(['up', '--dry-run', '-t', './bad.yaml']);
  expect(planned).toMatchObject({ exitCode: 2, stdout: '' });
  expect(planned.stderr).toContain('missing key "services"');
});
