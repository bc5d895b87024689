import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSessions } from '../../../src/control/list-sessions.ts';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { readSessionRecord, type SessionRecord } from '../../../src/control/session-record.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { Distq } from '../support/distq.ts';
import { smallTopology } from '../support/small-topology.ts';
import { untilGone } from '../support/until-gone.ts';

let distq: Distq;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
  await distq.write('small.yaml', smallTopology);
  await distq.write(
    'endless.yaml',
    'name: endless\ntitle: It waits for what never comes\ntopology: small.yaml\nsteps:\n  - wait: { queueSize: 1, withinMs: 600000 }\n',
  );
});

afterEach(async () => {
  for (const { session } of await listSessions(distq.directory))
    await distq.run(['down', '--session', session]);
  await distq.dispose();
});

/** Of the fresh cluster that a command runs for itself. */
async function onlyRecord(): Promise<SessionRecord> {
  const [only, ...others] = await listSessions(distq.directory);
  expect(others).toEqual([]);
  const record = await readSessionRecord(sessionFiles(distq.directory, only?.session ?? '').record);
  if (record === undefined) throw new Error('no session');
  return record;
}

test.each([
  { what: 'whose terminal closes', signal: 'SIGHUP', exitCode: 129 },
  { what: 'that is killed', signal: 'SIGKILL', exitCode: undefined },
] as const)('a scenario $what leaves nothing running', async ({ signal, exitCode }) => {
  const command = distq.run(['scenario', 'run', 'endless.yaml']);
  let told = '';
  command.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await waitFor({
    what: 'the step that waits',
    timeoutMs: 60_000,
    probe: () => told.includes('wait until the queue holds 1 item') || undefined,
  });
  const { supervisor, processes } = await onlyRecord();
  expect(processes.map(({ name }) => name)).toContain('two');
  command.kill(signal);
  expect((await command).exitCode).toBe(exitCode);
  await untilGone([supervisor.pid, ...processes.map(({ pid }) => pid)]);
  expect(await listSessions(distq.directory)).toEqual([]);
});
