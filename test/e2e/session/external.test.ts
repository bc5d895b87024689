import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { statusAnswer } from '../../../src/control/messages.ts';
import { RealCluster } from '../../broker/hazelcast/support/real-cluster.ts';
import { Distq, errorDocument, getDocument, postDocument } from '../support/distq.ts';

/** Members that the topology knows nothing of. */
let cluster: RealCluster;
let distq: Distq;

beforeAll(async () => {
  cluster = await RealCluster.start(2);
  distq = await Distq.inNewDirectory();
  const services = {
    'config-server': { ports: [28_888] },
    'logging-service': { ports: [28_081], dependsOn: ['config-server', 'cluster'] },
    'messages-service': { ports: [28_082], dependsOn: ['config-server', 'cluster'] },
    'facade-service': { ports: [28_080], dependsOn: ['config-server', 'cluster', 'logging-service'] },
  };
  const topology = {
    name: 'theirs',
    cluster: { name: cluster.spec.name, runtime: 'external', addresses: cluster.settings.addresses },
    services,
  };
  await writeFile(join(distq.directory, 'theirs.yaml'), stringify(topology));
  const secret = { ...topology.cluster, credentials: { username: 'distq', passwordEnv: 'THEIR_PASSWORD' } };
  await writeFile(join(distq.directory, 'secret.yaml'), stringify({ ...topology, cluster: secret }));
  const tls = { ...topology.cluster, tls: {} };
  await writeFile(join(distq.directory, 'tls.yaml'), stringify({ ...topology, cluster: tls }));
}, 120_000);

afterAll(async () => {
  await distq.dispose();
  await cluster.stop();
});

function errorOf({ stdout }: { stdout: string }) {
  return errorDocument.parse(JSON.parse(stdout)).error;
}

test('services run against members that were started elsewhere, and leave them running', async () => {
  const { runtime } = await distq.json(['up', '-d', '--isolated', '-t', './theirs.yaml'], statusAnswer);
  expect(runtime).toBe('external');
  expect(await distq.json(['post', '--count', '10'], postDocument)).toMatchObject({ acknowledged: 10 });
  const { answers } = await distq.json(['get'], getDocument);
  expect(answers[0]?.logging.messages).toHaveLength(10);
  const { members } = await distq.status();
  expect(members.map(({ address, state, pid }) => [address, state, pid]).sort()).toEqual(
    cluster.settings.addresses.map((address) => [address, 'ready', null]).sort(),
  );
});

test.each([[['kill-node']], [['kill', 'cluster']], [['restart', 'cluster']], [['failover']]])(
  '%j is refused, because distq did not start the members',
  async (args) => {
    const result = await distq.run([...args, '--json']);
    expect(result.exitCode).toBe(2);
    expect(errorOf(result).message).toMatch(/external cluster/);
    expect((await distq.status()).members).toHaveLength(2);
  },
);

test('it ends without its members', async () => {
  expect((await distq.run(['down'])).exitCode).toBe(0);
  for (const member of cluster.spec.members)
    expect(() => process.kill(cluster.process(member).pid, 0)).not.toThrow();
});

test.each<[string, string[], number, RegExp]>([
  ['nobody is at the addresses', ['-t', 'minimal', '--cluster', '127.0.0.1:1'], 5, /ECONNREFUSED/],
  ['the members speak no TLS', ['-t', './tls.yaml'], 5, /could not connect to Hazelcast cluster/],
  ['the password is not set', ['-t', './secret.yaml'], 2, /names THEIR_PASSWORD, which is not set/],
  ['an address is none', ['--cluster', 'localhost'], 2, /not addresses of a cluster: "localhost"/],
  ['there are none', ['-t', 'minimal', '--runtime', 'external'], 2, /needs the addresses of a cluster/],
  ['two runtimes are wanted', ['--cluster', '127.0.0.1:1', '--runtime', 'jvm'], 2, /starts one/],
])('where %s it says so, and starts nothing', async (_, flags, exitCode, message) => {
  const result = await distq.run(['up', '-d', '--isolated', ...flags, '--json']);
  expect(result.exitCode).toBe(exitCode);
  expect(errorOf(result).message).toMatch(message);
});
