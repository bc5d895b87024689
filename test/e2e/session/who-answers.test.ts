import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { statusAnswer } from '../../../src/control/messages.ts';
import { isFree } from '../../../src/supervisor/ports/ports.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { Distq, errorDocument } from '../support/distq.ts';

const program = join(import.meta.dirname, '..', '..', 'supervisor', 'fixtures', 'worker.js');

/** Members that run already: with them nothing else than the ports of the services keeps two starts apart. */
let cluster: RealCluster;
let distq: Distq;
let other: Distq;

beforeAll(async () => {
  cluster = await RealCluster.start(1);
  distq = await Distq.inNewDirectory();
  other = await Distq.inNewDirectory();
}, 120_000);

afterAll(async () => {
  await distq.dispose();
  await other.dispose();
  await cluster.stop();
});

function topologyOf(services: object): string {
  const { name } = cluster.spec;
  const { addresses } = cluster.settings;
  return stringify({ name: 'theirs', cluster: { name, runtime: 'external', addresses }, services });
}

const stopped = z.object({
  kind: z.literal('stopped'),
  survivors: z.array(z.object({ pid: z.number(), command: z.string(), port: z.number().nullable() })),
});

test.each([
  ['of ours', (port: number) => ({ 'config-server': { ports: [port] } })],
  ['a command', (port: number) => ({ web: { ports: [port], command: [process.execPath, program] } })],
])('of two starts at once on the same port one is up and one says who has it: %s', async (_, servicesOn) => {
  for (let round = 0; round < 2; round += 1) {
    const [port = 0] = await freePorts(1);
    const both = [distq, other];
    for (const one of both) await one.write('theirs.yaml', topologyOf(servicesOn(port)));
    const ups = await Promise.all(both.map((one) => one.run(['up', '-d', '-t', './theirs.yaml', '--json'])));
    expect(ups.map(({ exitCode }) => exitCode).sort()).toEqual([0, 4]);
    const winner = ups[0]?.exitCode === 0 ? 0 : 1;
    const { services } = statusAnswer.parse(JSON.parse(ups[winner]?.stdout ?? ''));
    expect(services).toMatchObject([{ state: 'ready', restarts: 0 }]);
    const { error } = errorDocument.parse(JSON.parse(ups[1 - winner]?.stdout ?? ''));
    expect(error.message).toContain(`is held by process ${services[0]?.pid ?? 0} (`);
    expect((await both[1 - winner]?.run(['status']))?.exitCode).toBe(3);
    expect((await both[winner]?.run(['down']))?.exitCode).toBe(0);
    expect(await isFree(port, '127.0.0.1')).toBe(true);
  }
});

test('what left its process group is named by kill, start and down, which fail', async () => {
  const [port = 0] = await freePorts(1);
  const web = { ports: [port], command: [process.execPath, program], env: { MODE: 'daemon' } };
  await distq.write('theirs.yaml', topologyOf({ web }));
  expect((await distq.run(['up', '-d', '-t', './theirs.yaml'])).exitCode).toBe(0);
  const killed = await distq.run(['kill', 'web']);
  expect(killed.exitCode).toBe(1);
  const started = await distq.run(['start', 'web']);
  expect(started.exitCode).toBe(4);
  const down = await distq.run(['down', '--json']);
  expect(down.exitCode).toBe(5);
  const { survivors } = stopped.parse(JSON.parse(down.stdout));
  for (const { pid } of survivors) process.kill(pid, 'SIGKILL');
  expect(survivors).toMatchObject([{ port }]);
  for (const { stderr } of [killed, started, down])
    expect(stderr).toContain(`process ${survivors[0]?.pid ?? 0} (`);
});
