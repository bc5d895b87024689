import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statusAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq, errorDocument, postDocument } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';
import { smallTopology } from '../support/small-topology.ts';

let distq: Distq;

beforeAll(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('small.yaml', smallTopology);
  await distq.json(['up', '--detach', '--isolated', '-t', './small.yaml'], statusAnswer);
}, 120_000);

afterAll(() => distq.dispose());

function errorOf({ stdout }: { stdout: string }) {
  return errorDocument.parse(JSON.parse(stdout)).error;
}

/** The run that `status` shows. */
function untilHeld() {
  return waitFor({
    what: 'a run to hold the session',
    timeoutMs: 30_000,
    probe: async () => (await distq.status()).run ?? undefined,
  });
}

test('of four failovers at once one passes, and three are refused and leave nothing behind', async () => {
  const reports = ['a', 'b', 'c'].map((name) => join(distq.directory, name));
  for (const report of reports) {
    await mkdir(report);
    await writeFile(join(report, 'notes.txt'), 'of somebody');
  }
  const runs = await Promise.all(
    [...reports, undefined].map(async (report) => {
      const args = report === undefined ? [] : ['--report', report];
      const { exitCode, stdout } = await distq.run(['failover', '--json', ...args]);
      return { report, exitCode, stdout };
    }),
  );
  const passed = runs.filter(({ exitCode }) => exitCode === 0);
  expect(passed).toHaveLength(1);
  expect(runDocument.parse(JSON.parse(passed[0]?.stdout ?? ''))).toMatchObject({
    verdict: 'passed',
    account: { acknowledged: 10, received: 10, unexpected: [], lost: [] },
  });
  const refused = runs.filter(({ exitCode }) => exitCode === 2);
  expect(refused).toHaveLength(3);
  for (const run of refused) {
    const { code, message } = errorOf(run);
    expect(code).toBe('session-held');
    expect(message).toMatch(/^failover \(process \d+\) has been running in this session since /);
    if (run.report !== undefined) expect(await readdir(run.report)).toEqual(['notes.txt']);
  }
  const made = passed[0]?.report === undefined ? 1 : 0;
  const kept = await readdir(join(distq.directory, '.distq', 'runs')).catch(() => []);
  expect(kept).toHaveLength(made);
  const { run, members } = await distq.status();
  expect(run).toBeNull();
  expect(members.filter(({ state }) => state === 'exited')).toHaveLength(1);
}, 180_000);

test('while one runs, others may look and not touch, also while it is stopped; killed, it is gone at once', async () => {
  await distq.run(['start', 'cluster']);
  const running = distq.run(['failover']);
  const held = await untilHeld();
  expect(held).toMatchObject({ what: 'failover', pid: running.pid });
  // So that it has not ended before everybody was refused.
  running.kill('SIGSTOP');
  const [shown, logs, ...refused] = await Promise.all(
    [
      ['status'],
      ['logs', '--tail', '1'],
      ['post', 'x'],
      ['bench', '--duration', '1'],
      ['stop', 'messages-service'],
      ['kill', 'one'],
      ['kill-node'],
    ].map((args, index) => distq.run(index < 2 ? args : [...args, '--json'])),
  );
  expect(shown?.stdout).toContain(`held by failover (process ${held.pid}) since`);
  expect(logs?.exitCode).toBe(0);
  expect(refused.map((run) => [run.exitCode, errorOf(run).code])).toEqual(
    refused.map(() => [2, 'session-held']),
  );
  running.kill('SIGKILL');
  await running;
  expect((await distq.status()).run).toBeNull();
  await distq.run(['start', 'messages-service', 'cluster']);
  expect(await distq.json(['post', 'x'], postDocument)).toMatchObject({ acknowledged: 1 });
}, 180_000);

test('down ends the session under a run, which says so', async () => {
  const running = distq.run(['failover', '--json']);
  await untilHeld();
  expect(await distq.run(['down'])).toMatchObject({ exitCode: 0 });
  const ended = await running;
  expect(ended.exitCode).toBe(3);
  expect(errorOf(ended).message).toBe('the session ended while failover ran in it, so there is no verdict');
}, 180_000);

test('what a killed run leaves is removed by the next start', async () => {
  const sessions = join(distq.directory, '.distq', 'sessions');
  const runs = async () =>
    (await readdir(sessions)).filter((name) => existsSync(join(sessions, name, 'runner.json')));
  const running = distq.run(['failover', '-t', './small.yaml']);
  await waitFor({
    what: 'its session to be recorded',
    timeoutMs: 30_000,
    probe: async () =>
      (await runs()).find((name) => existsSync(join(sessions, name, 'session.json'))) ?? undefined,
  });
  running.kill('SIGKILL');
  await running;
  const [left] = await runs();
  const lock = join(sessions, left ?? '', 'lock');
  await waitFor({
    what: 'its supervisor to end',
    timeoutMs: 30_000,
    probe: () => !existsSync(lock) || undefined,
  });
  await distq.json(['up', '--detach', '--isolated', '-t', 'minimal'], statusAnswer);
  expect(await runs()).toEqual([]);
}, 180_000);
