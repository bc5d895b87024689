import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { writeSessionRecord } from '../../../src/control/session-record.ts';
import { identifyProcess } from '../../../src/foundation/processes/process-identity.ts';
import { claimSession } from '../../../src/supervisor/session/claim-session.ts';
import { markRunSession, removeDeadRuns } from '../../../src/supervisor/session/dead-runs.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

const gone = { pid: process.pid, startedAt: 'another process of this pid' };

/** A session whose run, as its mark says, is this process. */
async function sessionOf(directory: string, name: string, runner: unknown) {
  const files = sessionFiles(directory, name);
  await mkdir(files.logs, { recursive: true });
  await writeFile(join(files.root, 'runner.json'), JSON.stringify(runner));
  return files;
}

function ignore(): void {
  // Nothing was left behind.
}

test('the session of a run that was killed is removed, and what is left of it ended', async () => {
  const directory = await temporaryDirectory();
  const files = await sessionOf(directory, 'run-a', gone);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  await once(child, 'spawn');
  const left = await identifyProcess(child.pid ?? 0);
  if (left === undefined) throw new Error('it does not run');
  await writeSessionRecord(files.record, {
    schemaVersion: 2,
    session: 'run-a',
    topology: 'minimal',
    socket: 'none',
    supervisor: gone,
    processes: [{ name: 'worker', ...left }],
  });
  const ended = once(child, 'exit');
  expect(await removeDeadRuns(directory)).toEqual(['run-a']);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(existsSync(files.root)).toBe(false);
});

test('a session stays whose run or supervisor lives, or that is not known to be a run', async () => {
  const directory = await temporaryDirectory();
  await markRunSession(sessionFiles(directory, 'run-mine'));
  await claimSession(await sessionOf(directory, 'run-ending', gone), ignore);
  await sessionOf(directory, 'run-torn', 'half a mar');
  await mkdir(sessionFiles(directory, 'run-by-hand').logs, { recursive: true });
  expect(await removeDeadRuns(directory)).toEqual([]);
  for (const name of ['run-mine', 'run-ending', 'run-torn', 'run-by-hand'])
    expect(existsSync(sessionFiles(directory, name).logs)).toBe(true);
});

test('where nothing ever ran there is nothing to remove', async () => {
  expect(await removeDeadRuns(await temporaryDirectory())).toEqual([]);
});
