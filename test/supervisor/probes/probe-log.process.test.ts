import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LogProbe } from '../../../src/supervisor/probes/probe-log.ts';
import { ProcessLog } from '../../../src/supervisor/logs/process-log.ts';
import { spawnProcess } from '../../../src/foundation/processes/spawn-process.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

async function emptyLog(): Promise<ProcessLog> {
  const log = new ProcessLog(join(await temporaryDirectory(), 'part-1.log'));
  onTestFinished(() => {
    log.close();
  });
  return log;
}

/** A start that prints these lines, until its output was read. */
async function print(log: ProcessLog, lines: readonly string[]): Promise<void> {
  const script = `process.stdout.write(${JSON.stringify(lines.map((line) => `${line}\n`).join(''))})`;
  const child = await spawnProcess({ file: process.execPath, args: ['-e', script] }, { stdin: 'ignore' });
  log.follow(child);
  await child.exited;
}

test('it is ready once a line of this start matches', async () => {
  const log = await emptyLog();
  const probe = new LogProbe(log, /Running on/);
  probe.begin();
  expect(probe.result()).toEqual({ ready: false, seen: 'no line of its log matches /Running on/ yet' });
  await print(log, ['loading', ' * Running on http://127.0.0.1:5000']);
  expect(probe.result().ready).toBe(true);
});

test('what an earlier start wrote does not count', async () => {
  const log = await emptyLog();
  const probe = new LogProbe(log, /Running on/);
  probe.begin();
  await print(log, ['Running on 1']);
  probe.begin();
  expect(probe.result().ready).toBe(false);
  await print(log, ['stopped']);
  expect(probe.result().ready).toBe(false);
});
