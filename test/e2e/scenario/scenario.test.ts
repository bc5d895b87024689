import { execa } from 'execa';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writeBatchPlan } from '../../../src/scenario/run/batch-plan.ts';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument } from '../support/distq.ts';
import { runDocument, runsDocument } from '../support/run-document.ts';
import { oneMemberTopology, smallTopology } from '../support/small-topology.ts';

let distq: Distq;

const ownerDies = `steps:
  - stop: messages-service
  - post: { count: 10 }
  - kill: { target: queue-owner }
  - start: messages-service
drainMs: 2000
`;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('small.yaml', smallTopology);
  await distq.write('one-member.yaml', oneMemberTopology);
});

afterAll(async () => {
  await distq.dispose();
});

describe('controls', () => {
  test('no-backup passes because the loss that it expects was seen, and lists what was lost', async () => {
    const { exitCode, document } = await distq.runScenarios('no-backup', '-t', './small.yaml');
    expect(exitCode).toBe(0);
    const { verdict, account, faults } = runDocument.parse(document);
    expect(verdict).toBe('passed');
    expect(faults).toMatchObject([{ hit: true }]);
    expect(account.lost.length).toBeGreaterThan(0);
    expect(account.lost.every(({ msg }) => /^msg\d+$/.test(msg))).toBe(true);
  });

  test('the same loss where none is expected has failed', async () => {
    await distq.write(
      'loses.yaml',
      `name: loses\ntitle: No backup, and no loss expected\ntopology: small.yaml\nchange: { delivery: raw, queueBackups: 0 }\n${ownerDies}`,
    );
    const { exitCode, document } = await distq.runScenarios('loses.yaml');
    expect(exitCode).toBe(1);
    const { verdict, account, checks } = runDocument.parse(document);
    expect(verdict).toBe('failed');
    expect(account.lost).toHaveLength(10);
    expect(checks).toContainEqual({ what: 'lost', expected: '0', actual: '10', holds: false });
  });

  test('one that must lose and cannot proves nothing, however often it is run', async () => {
    await distq.write(
      'keeps.yaml',
      `name: keeps\ntitle: A control that has a backup\ntopology: ./small.yaml\n${ownerDies}expect: { account: { lost: any } }\ncontrol: { lost: { min: 1 } }\n`,
    );
    const { exitCode, document } = await distq.runScenarios(
      'keeps.yaml',
      '--repeat',
      '2',
      '--seed',
      '7',
      '--report',
      'keeps',
    );
    expect(exitCode).toBe(10);
    const { runs, ...counts } = runsDocument.parse(document);
    expect(counts).toMatchObject({ passed: 0, failed: 0, inconclusive: 2 });
    for (const { verdict, account, preconditions } of runs) {
      expect(verdict).toBe('inconclusive');
      expect(account).toMatchObject({ acknowledged: 10, received: 10, lost: [] });
      expect(preconditions).toContainEqual({
        what: 'control: lost',
        expected: 'at least 1',
        actual: '0',
        holds: false,
      });
    }
    const resumed = await distq.runScenarios('keeps.yaml', '--repeat', '3', '--report', 'keeps', '--resume');
    const again = runsDocument.parse(resumed.document);
    // The first two are judged from what they left; only the third is made.
    expect(again.runs.map(({ settings }) => settings.seed).slice(0, 2)).toEqual([7, 8]);
    expect(again.runs.map(({ startedAt }) => startedAt).slice(0, 2)).toEqual(
      runs.map(({ startedAt }) => startedAt),
    );
    expect(again).toMatchObject({ passed: 0, failed: 0, inconclusive: 3 });
    for (const folder of ['001-keeps', '002-keeps'])
      expect((await distq.run(['verify', join('keeps', folder)])).exitCode).toBe(10);
    const verified = await distq.run(['verify', 'keeps', '--json']);
    expect(verified.exitCode).toBe(10);
    expect(JSON.parse(verified.stdout)).toEqual(resumed.document);
    await rm(join(distq.directory, 'keeps', '003-keeps', 'evidence.json'));
    const spoilt = await distq.run(['verify', 'keeps']);
    expect(spoilt.exitCode).toBe(1);
    expect(spoilt.stdout).toContain('0 of 3 runs passed, 1 failed, 2 inconclusive');
    // Three real runs, and each command starts anew.
  }, 180_000);
});

test('a batch in which nothing starts has failed, for verify too, whatever was reported there before', async () => {
  await distq.write('ends.yaml', `name: ends\ntitle: Ends\ntopology: small.yaml\n${ownerDies}`);
  await leftByBatch(join(distq.directory, 'broke'), ['001-ends', '003-ends']);
  const batch = ['ends.yaml', '--repeat', '2', '--seed', '5', '--runtime', 'jvm', '--report', 'broke'];
  const noJava = { PATH: distq.directory, JAVA_HOME: '' };
  const { exitCode, stdout } = await distq.run(['scenario', 'run', ...batch, '--json'], noJava);
  expect(exitCode).toBe(6);
  const { runs } = brokenRuns.parse(JSON.parse(stdout));
  expect(runs.map(({ command }) => command)).toEqual([
    'distq scenario run ends.yaml --runtime jvm --seed 5',
    'distq scenario run ends.yaml --runtime jvm --seed 6',
  ]);
  for (const { error, failure } of runs) {
    expect(error).toContain('Java');
    expect(failure).toMatchObject({ code: 'machine-lacks', exitCode: 6, message: error });
  }
  expect((await readdir(join(distq.directory, 'broke'))).sort()).toEqual([
    '001-ends',
    '002-ends',
    'batch.json',
    'index.html',
    'junit.xml',
  ]);
  const verified = await distq.run(['verify', 'broke', '--json']);
  expect(verified.exitCode).toBe(1);
  expect(brokenRuns.parse(JSON.parse(verified.stdout)).runs.map(({ command }) => command)).toEqual(
    runs.map(({ command }) => command),
  );
});

test('a single run does not go on with a batch: it is refused, and the evidence stays', async () => {
  const text = 'title: Batch\ntopology: small.yaml\nsteps: [{ post: {} }]\n';
  await distq.write('batch.yaml', `name: batch\n${text}`);
  const directory = join(distq.directory, 'batch');
  await leftByBatch(directory, ['001-batch', '002-batch']);
  const { exitCode, stderr } = await distq.run([
    ...['scenario', 'run', 'batch.yaml', '--report', 'batch', '--resume'],
  ]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('holds a batch of 2 runs');
  const left = ['001-batch/evidence.json', '002-batch/evidence.json', 'batch.json', 'evidence.json'];
  expect(await readdir(directory, { recursive: true })).toEqual(expect.arrayContaining(left));
});

test('frozen consumers go on once they are thawed, also one that the scenario forgets; several are killed in one step', async () => {
  await distq.write(
    'frozen.yaml',
    `name: frozen
title: Consumers are suspended and resumed
topology: one-member.yaml
steps:
  - freeze: messages-service
  - post: { count: 20 }
  - thaw: messages-service
  - wait: { received: all }
  - freeze: all-but-one:messages-service
  - kill: { target: [logging-service-1, config-server-1] }
expect:
  account: { acknowledged: 20 }
`,
  );
  const { exitCode, document } = await distq.runScenarios('frozen.yaml');
  const { verdict, faults, steps, account } = runDocument.parse(document);
  expect(steps.filter(({ state }) => state !== 'done')).toEqual([]);
  expect(faults.map(({ kind, target, hit }) => [kind, target, hit])).toEqual([
    ['freeze', 'messages-service-1', true],
    ['freeze', 'messages-service-2', true],
    ['freeze', expect.stringMatching(/^messages-service-[12]$/), true],
    ['kill', 'logging-service-1', true],
    ['kill', 'config-server-1', true],
  ]);
  expect(account).toMatchObject({ received: 20, lost: [], duplicated: [] });
  expect([verdict, exitCode]).toEqual(['passed', 0]);
});

test('Ctrl-C in the middle of a step takes everything down and exits with 130', async () => {
  await distq.write(
    'long.yaml',
    'name: long\ntitle: Long\ntopology: one-member.yaml\nsteps: [{ post: { count: 1000000 } }]\n',
  );
  const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'distq.js');
  const running = execa(process.execPath, [program, 'scenario', 'run', 'long.yaml', '--report', 'long'], {
    cwd: distq.directory,
    reject: false,
    timeout: 120_000,
  });
  await waitFor({
    what: 'messages to be posted',
    timeoutMs: 60_000,
    probe: async () =>
      (await readFile(join(distq.directory, 'long', 'journal.jsonl'), 'utf8')).includes('acknowledged')
        ? true
        : undefined,
  });
  const processes = await recordedProcesses();
  expect(processes.length).toBeGreaterThan(6);
  running.kill('SIGINT');
  const { exitCode, stderr } = await running;
  expect(exitCode).toBe(130);
  expect(stderr).not.toMatch(/error|defect/);
  expect(await Promise.all(processes.map(identifyProcess))).toEqual(processes.map(() => undefined));
  expect(await sessionNames()).toEqual([]);
});

describe('files that do not hold', () => {
  test('exit with 2, every problem with its place, and nothing is started', async () => {
    await distq.write(
      'broken.yaml',
      'name: broken\ntitle: Broken\nsteps:\n  - stop: message-service\n  - pst: {}\n',
    );
    for (const command of ['run', 'validate']) {
      const { exitCode, stdout } = await distq.run(['scenario', command, 'broken.yaml', '--json']);
      expect(exitCode).toBe(2);
      const { error } = errorDocument.parse(JSON.parse(stdout));
      expect(error.code).toBe('invalid-file');
      expect(error.message).toMatch(
        /^broken\.yaml:5:5: unknown key "pst" in steps\[1\] \(did you mean "post"\?\)/,
      );
    }
    expect(await sessionNames()).toEqual([]);
  });

  test('nor does one whose targets are not in its topology', async () => {
    await distq.write(
      'nobody.yaml',
      'name: nobody\ntitle: Nobody\ntopology: small.yaml\nsteps:\n  - kill: { target: hazelcast-node1 }\n',
    );
    const { exitCode, stderr } = await distq.run(['scenario', 'run', 'nobody.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /nobody\.yaml:5:21: no service, instance or member of topology small is called "hazelcast-node1"/,
    );
  });

  test('valid ones are said to be', async () => {
    const { exitCode, stdout } = await distq.run(['scenario', 'validate', 'failover', 'frozen.yaml']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('frozen.yaml is valid: frozen, 6 steps');
  });
});

const brokenRuns = z.object({
  runs: z.array(
    z.object({
      verdict: z.literal('failed'),
      command: z.string(),
      error: z.string(),
      failure: z.object({ code: z.string(), exitCode: z.number(), message: z.string() }),
    }),
  ),
});

const record = z.object({
  supervisor: z.object({ pid: z.number() }),
  processes: z.array(z.object({ pid: z.number() })),
});

/** Pids of everything that the sessions of the directory started. */
async function recordedProcesses(): Promise<number[]> {
  const folder = join(distq.directory, '.distq', 'sessions');
  const records = await Promise.all(
    (await sessionNames()).map(async (name) =>
      record.parse(JSON.parse(await readFile(join(folder, name, 'session.json'), 'utf8'))),
    ),
  );
  return records.flatMap(({ supervisor, processes }) => [supervisor.pid, ...processes.map(({ pid }) => pid)]);
}

/** What an earlier batch and a run before it left in a directory. */
async function leftByBatch(directory: string, folders: string[]): Promise<void> {
  for (const folder of ['.', ...folders]) {
    await mkdir(join(directory, folder), { recursive: true });
    await writeFile(join(directory, folder, 'evidence.json'), '{"schemaVersion":2,"scenario":{}}');
  }
  const plan = folders.map((folder) => ({ folder, scenario: 'ends', seed: 1, command: 'distq' }));
  await writeBatchPlan(directory, plan);
}

function sessionNames(): Promise<string[]> {
  return readdir(join(distq.directory, '.distq', 'sessions')).catch(() => []);
}
