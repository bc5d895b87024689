import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { statusAnswer } from '../../../src/control/messages.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { Distq, session } from '../support/distq.ts';
import { untilGone } from '../support/until-gone.ts';

const worker = join(import.meta.dirname, '..', '..', 'supervisor', 'fixtures', 'worker.js');
const record = z.object({ supervisor: z.object({ pid: z.number() }) });

let distq: Distq;

beforeEach(async () => {
  distq = await Distq.inNewDirectory();
});

afterEach(async () => {
  await distq.dispose();
});

test('where supervisor and watchdog are killed together, the services end the rest', async () => {
  const [member = 0, memberPort = 0, config = 0, logging = 0, foreign = 0] = await freePorts(5);
  await distq.write(
    'mine.yaml',
    `name: mine
cluster:
  map: { name: message-distributed-map, backups: 0 }
  queue: { name: message-distributed-queue, backups: 0 }
  members:
    - { name: only, port: ${member}, memberPort: ${memberPort} }
services:
  config-server: { ports: [${config}] }
  logging-service: { ports: [${logging}], dependsOn: [config-server, cluster] }
  deaf:
    command: ['${process.execPath}', '${worker}']
    env: { MODE: deaf }
    ports: [${foreign}]
`,
  );
  const { services, members } = await distq.json(['up', '--detach', '--topology', 'mine.yaml'], statusAnswer);
  const file = join(distq.directory, '.distq', 'sessions', session, 'session.json');
  const supervisor = record.parse(JSON.parse(await readFile(file, 'utf8'))).supervisor.pid;
  const watchdog = await watchdogOf(supervisor);
  // Stopped first, or the watchdog would see the supervisor's end before its own.
  process.kill(watchdog, 'SIGSTOP');
  process.kill(supervisor, 'SIGKILL');
  process.kill(watchdog, 'SIGKILL');
  await untilGone([watchdog, supervisor, ...[...services, ...members].map(({ pid }) => pid ?? 0)]);
  const down = await distq.run(['down']);
  expect(down.stdout).toContain('had died');
});

/** The child of the supervisor that runs `serve watchdog`. */
async function watchdogOf(supervisor: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
  const found = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s.*serve watchdog/.exec(line))
    .find((match) => Number(match?.[2]) === supervisor);
  if (found === undefined || found === null) throw new Error(`no watchdog of process ${supervisor}`);
  return Number(found[1]);
}
