import { connect } from 'node:net';
import { execa } from 'execa';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectName } from '../../../src/broker/containers/project.ts';
import { killNodeAnswer, linksAnswer, statusAnswer } from '../../../src/control/messages.ts';
import { readSessionRecord } from '../../../src/control/session-record.ts';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { engineEnvironment, whyNoContainers } from '../../docker-image/engine.ts';
import { ensureImage } from '../../docker-image/stand-in.ts';
import { Distq, errorDocument, getDocument, postDocument, session } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';

const reason = await whyNoContainers();
const timeoutMs = 180_000;

/** What the engine has of the project of a session, by name. */
async function left(kind: 'container' | 'network', project: string): Promise<string[]> {
  const all = kind === 'container' ? ['--all', '--format', '{{.Names}}'] : ['--format', '{{.Name}}'];
  const filter = `label=com.docker.compose.project=${project}`;
  const { stdout } = await execa('docker', [kind, 'ls', ...all, '--filter', filter], {
    env: engineEnvironment,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

function untilRemoved(project: string): Promise<true> {
  return waitFor({
    what: 'the containers and networks of the killed session to be removed',
    timeoutMs: 30_000,
    probe: async () =>
      (await left('container', project)).length + (await left('network', project)).length === 0 || undefined,
  });
}

async function recordOf(distq: Distq, name = session) {
  const record = await readSessionRecord(sessionFiles(distq.directory, name).record);
  if (record?.project === undefined) throw new Error('the session has no project');
  return { ...record, project: record.project };
}

/** Without services, which would take longer to start than the members. */
const twoMembers = `
name: two
services: {}
cluster: { heapMb: 128, members: [{ name: one, port: 5701 }, { name: two, port: 5702 }] }
`;

const upInContainers = ['up', '--detach', '--isolated', '--runtime', 'docker'];

describe.skipIf(reason !== undefined)('members in containers', { timeout: timeoutMs }, () => {
  let distq: Distq;

  beforeAll(async () => {
    await ensureImage('5.7.0');
    // The version of `seed`.
    await ensureImage('5.4.0');
  }, timeoutMs);
  beforeEach(async () => {
    distq = await Distq.inNewDirectory(engineEnvironment);
  });
  afterEach(() => distq.dispose(), timeoutMs);

  test('run the lab: status, posts, logs, faults and their repair, and leave nothing behind', async () => {
    const { members, runtime } = await distq.json([...upInContainers, '--topology', 'seed'], statusAnswer);
    expect(runtime).toBe('docker');
    expect(members.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const { project } = await recordOf(distq);
    expect(await left('container', project)).toHaveLength(2);

    expect(await distq.json(['post', '--count', '20'], postDocument)).toMatchObject({ acknowledged: 20 });
    const { answers } = await distq.json(['get'], getDocument);
    expect(answers[0]?.logging.messages).toHaveLength(20);
    const { stdout: log } = await distq.run(['logs', 'hazelcast-node1']);
    expect(log).toMatch(/is STARTED$/m);

    const killed = await distq.json(['kill-node'], killNodeAnswer);
    expect(killed).toMatchObject({ hit: true, name: killed.ownerBefore });
    const survivor = members.find(({ name }) => name !== killed.name)?.name;
    expect(killed.ownerAfter).toBe(survivor);
    const dead = (await distq.status()).members.find(({ name }) => name === killed.name);
    expect(dead).toMatchObject({ state: 'exited', pid: null, container: null });

    await distq.json(['start', killed.name], z.unknown());
    expect((await distq.status()).members.map(({ state }) => state)).toEqual(['ready', 'ready']);

    await distq.json(['kill', killed.name, '--signal', 'SIGSTOP'], z.unknown());
    const container = `${project}-${killed.name}`;
    const paused = ['container', 'inspect', '--format', '{{.State.Paused}}', container];
    expect((await execa('docker', paused, { env: engineEnvironment })).stdout).toBe('true');
    await distq.json(['kill', killed.name, '--signal', 'SIGCONT'], z.unknown());
    expect((await execa('docker', paused, { env: engineEnvironment })).stdout).toBe('false');

    await distq.json(['restart', survivor ?? ''], z.unknown());
    await distq.json(['down'], z.unknown());
    expect(await left('container', project)).toEqual([]);
    expect(await left('network', project)).toEqual([]);
  });

  test('of two sessions are apart, and what a killed supervisor leaves is removed', async () => {
    await distq.json([...upInContainers, '--topology', 'minimal'], statusAnswer);
    await distq.json([...upInContainers, '--topology', 'minimal', '--session', 'other'], statusAnswer);
    const [one, other] = [await recordOf(distq), await recordOf(distq, 'other')];
    expect(one.project).not.toBe(other.project);

    process.kill(one.supervisor.pid, 'SIGKILL');
    await untilRemoved(one.project);
    const { members } = await distq.json(['status', '--session', 'other'], statusAnswer);
    expect(members.map(({ state }) => state)).toEqual(['ready']);
    await distq.run(['down', '--session', 'other']);
    expect(await left('container', other.project)).toEqual([]);
  });

  test('are removed by the services where supervisor and watchdog are killed together', async () => {
    await distq.json([...upInContainers, '--topology', 'minimal'], statusAnswer);
    const { supervisor, project } = await recordOf(distq);
    const { stdout: children } = await execa('pgrep', ['-P', String(supervisor.pid), '-f', 'serve watchdog']);
    for (const pid of children.split('\n')) process.kill(Number(pid), 'SIGKILL');
    process.kill(supervisor.pid, 'SIGKILL');
    await untilRemoved(project);
    expect((await distq.run(['down'])).stdout).toContain('had died');
  });

  test('are cut off by their network, healed at the same addresses, and refuse what a network cannot do', async () => {
    await distq.write('two.yaml', twoMembers);
    const { members } = await distq.json(
      [...upInContainers, '-t', './two.yaml', '--links', 'all'],
      statusAnswer,
    );
    const [first = '', second = ''] = members.map(({ name }) => name);
    /** Of the links that are cut or slow. */
    const links = async () => (await distq.status()).links ?? [];
    const untilSeen = (count: number) =>
      waitFor({
        what: `${count} members to be together`,
        timeoutMs: 60_000,
        probe: async () =>
          (await distq.status()).members.filter(({ uuid }) => uuid !== null).length === count || undefined,
      });

    const refused = await distq.run(['slow', first, '--latency', '5', '--json']);
    expect(refused.exitCode).toBe(2);
    expect(errorDocument.parse(JSON.parse(refused.stdout)).error.hint).toContain('--runtime jvm');
    expect(await links()).toEqual([]);

    const cut = await distq.json(['isolate', first], linksAnswer);
    expect(cut.links.map(({ from, to, cut: state }) => [from, to, state?.newConnections])).toEqual([
      [first, second, 'drop'],
      [second, first, 'drop'],
    ]);
    await untilSeen(1);
    await distq.json(['heal'], linksAnswer);
    await untilSeen(2);

    await distq.json(['isolate', first, '--from', 'clients'], linksAnswer);
    const stranger = connect({ host: '127.0.0.1', port: Number(members[0]?.address.split(':').at(-1)) });
    stranger.on('error', () => undefined);
    stranger.write('no client');
    await waitFor({
      what: 'the proxy to stop a client',
      timeoutMs: 20_000,
      probe: async () =>
        (await links()).some(({ connectionsStopped = 0 }) => connectionsStopped > 0) || undefined,
    });
    stranger.destroy();
    const { project } = await recordOf(distq);
    expect(await left('network', project)).toHaveLength(2);
    await distq.json(['down'], z.unknown());
    expect(await left('network', project)).toEqual([]);
  });

  test('survive the death of the owner: failover', async () => {
    const document = await distq.json(['failover', '--runtime', 'docker'], runDocument);
    expect(document).toMatchObject({
      verdict: 'passed',
      account: { acknowledged: 10, lost: [], duplicated: [] },
    });
  });

  test.each(['demo', 'owner-kill'])('pass the scenario %s', async (scenario) => {
    const document = await distq.json(['scenario', 'run', scenario, '--runtime', 'docker'], runDocument);
    expect(document).toMatchObject({ verdict: 'passed', account: { refused: 0, lost: [], duplicated: [] } });
  });

  test.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no engine answers', [], { DOCKER_HOST: 'unix:///nowhere/docker.sock' }, 6, /^no Docker engine answers/],
    ['the image cannot be had', [], { HAZELCAST_IMAGE: '127.0.0.1:1/no-such-image' }, 6, /cannot be pulled/],
    [
      "Management Center's image cannot be had",
      ['--management-center'],
      { MANAGEMENT_CENTER_IMAGE: '127.0.0.1:1/no-such-image' },
      6,
      /no-such-image:latest is not on this machine and cannot be pulled/,
    ],
  ])('where %s: exit code, remedy, nothing left behind', async (_, flags, env, exitCode, message) => {
    const result = await distq.run([...upInContainers, ...flags, '--json'], env);
    expect(result.exitCode).toBe(exitCode);
    const { error } = errorDocument.parse(JSON.parse(result.stdout));
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/--runtime jvm|leave out --management-center/);
    expect(
      await left('container', projectName(sessionFiles(distq.directory, session).root, session)),
    ).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)('docker-compose.yml by itself', () => {
  test('is accepted by compose, with Management Center and the services of the lab in profiles', async () => {
    const file = ['-f', 'docker-compose.yml'];
    const options = { env: engineEnvironment, cwd: new URL('../../..', import.meta.url) };
    const servicesOf = async (...flags: string[]) => {
      const plugin = await execa('docker', ['compose', 'version'], { reject: false });
      const [program = '', ...first] = plugin.exitCode === 0 ? ['docker', 'compose'] : ['docker-compose'];
      const { stdout } = await execa(program, [...first, ...file, ...flags, 'config', '--services'], options);
      return stdout.split('\n').sort();
    };
    const members = ['hazelcast-node1', 'hazelcast-node2', 'hazelcast-node3'];
    expect(await servicesOf()).toEqual(expect.arrayContaining(members));
    // The older compose lists those of every profile.
    const center = await servicesOf('--profile', 'management-center');
    expect(center).toEqual(expect.arrayContaining([...members, 'management-center']));
    const lab = await servicesOf('--profile', 'lab');
    expect(lab).toEqual(expect.arrayContaining([...members, 'config-server', 'facade-service-1']));
  });
});
