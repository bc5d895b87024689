import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectSession } from '../../src/control/client.ts';
import { listSessions } from '../../src/control/list-sessions.ts';
import { sessionFiles } from '../../src/control/session-files.ts';
import { isSessionRunning, writeSessionRecord } from '../../src/control/session-record.ts';
import { identifyProcess } from '../../src/foundation/processes/process-identity.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-sessions-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function record(session: string, startedAt: string): Promise<void> {
  await writeSessionRecord(sessionFiles(directory, session).record, {
    schemaVersion: 2,
    session,
    topology: 'lab',
    socket: join(directory, 'none.sock'),
    supervisor: { pid: process.pid, startedAt },
    processes: [],
  });
}

test('there is no session if nothing was ever started', async () => {
  expect(await listSessions(directory)).toEqual([]);
});

test('a session runs if its supervisor lives, and the error without a session names it', async () => {
  const self = await identifyProcess(process.pid);
  await record('iso-1', self?.startedAt ?? '');
  await record('iso-2', 'earlier');
  const { pid } = process;
  expect(await listSessions(directory)).toEqual([
    { session: 'iso-1', topology: 'lab', state: 'running', pid },
    { session: 'iso-2', topology: 'lab', state: 'died', pid },
  ]);
  await expect(connectSession({ directory })).rejects.toMatchObject({
    code: 'nothing-running',
    hint: 'start it: distq up --detach; or name one that runs here: --session iso-1',
  });
});

describe('a record that cannot be used', () => {
  test.each(['', '{"schemaVersion":2,"sess', '{"schemaVersion":3}'])('damaged: %j', async (content) => {
    await record('default', 'earlier');
    const file = sessionFiles(directory, 'default').record;
    await writeFile(file, content);
    for (const ask of [() => connectSession({ directory }), () => isSessionRunning(directory, 'default')]) {
      await expect(ask()).rejects.toMatchObject({
        exitCode: 2,
        message: `the session record is damaged: ${file}`,
      });
    }
    expect(await listSessions(directory)).toEqual([
      { session: 'default', topology: null, state: 'damaged', pid: null },
    ]);
  });

  test('an unreadable record is an error, not an empty list', async () => {
    await mkdir(sessionFiles(directory, 'default').record, { recursive: true });
    for (const ask of [() => connectSession({ directory }), () => listSessions(directory)]) {
      await expect(ask()).rejects.toMatchObject({
        code: 'machine-lacks',
        hint: 'run the command as the user who started the session',
      });
    }
  });

  test('a path that cannot hold sessions has none', async () => {
    await writeFile(join(directory, '.distq'), '');
    expect(await listSessions(directory)).toEqual([]);
    expect(await isSessionRunning(directory, 'default')).toBe(false);
  });
});
