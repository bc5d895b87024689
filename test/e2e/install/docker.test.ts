import { connect } from 'node:net';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectName } from '../../../src/broker/containers/project.ts';
import { killNodeAnswer, linksAnswer, statusAnswer } from '../../../src/control/messages.ts';
import { readSessionRecord } from '../../../src/control/session-record.ts';
import { sessionFiles } from '../../../src/control/session-files.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { engineEnvironment, whyNoContainers } from '../../docker-image/engine.ts';
import { leftOfProject, untilRemoved } from '../../docker-image/left-of-project.ts';
import { ensureImage } from '../../docker-image/stand-in.ts';
import { Distq, errorDocument, getDocument, postDocument, session } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';
import { smallTopology } from '../support/small-topology.ts';

const reason = await whyNoContainers();
const timeoutMs = 180_000;

/** Members count the entries of the log, and every message is in the log and in the set of one consumer. */
async function untilCounted(distq: Distq, count: number): Promise<void> {
  let seen = '';
  await waitFor({
    what: `${count} messages to be logged, counted and received`,
    timeoutMs: 60_000,
    lastSeen: () => seen,
    probe: async () => {
      const { members } = await distq.status();
      const { answers } = await distq.json(['get', '--times', '10'], getDocument);
      const entries = members.reduce((sum, { map }) => sum + (map?.owned ?? 0), 0);
      const logged = answers.map(({ logging }) => logging.messages.length);
      const sets = new Map(answers.map(({ messages }) => [messages.instance, messages.messages]));
      seen = JSON.stringify({ entries, logged, received: [...sets] });
      const received = [...sets.values()].flat();
      return (
        (entries === count &&
          logged.every((each) => each === count) &&
          sets.size === 2 &&
          received.length === count &&
          new Set(received).size === count) ||
        undefined
      );
    },
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

const oneMember = `
name: one
services: {}
cluster: { heapMb: 128, members: [{ name: one, port: 5701 }], map: { backups: 0 }, queue: { backups: 0 } }
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

  test('run the lab: status, posts, logs, faults and their repair, failover, and leave nothing behind', async () => {
    const { members, runtime } = await distq.json([...upInContainers, '--topology', 'seed'], statusAnswer);
    expect(runtime).toBe('docker');
    expect(members.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const { project } = await recordOf(distq);
    expect(await leftOfProject('container', project)).toHaveLength(2);

    expect(await distq.json(['post', '--count', '20'], postDocument)).toMatchObject({ acknowledged: 20 });
    await untilCounted(distq, 20);
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
    expect(await distq.json(['failover'], runDocument)).toMatchObject({
      verdict: 'passed',
      account: { acknowledged: 10, lost: [], duplicated: [] },
    });
    await distq.json(['down'], z.unknown());
    expect(await leftOfProject('container', project)).toEqual([]);
    expect(await leftOfProject('network', project)).toEqual([]);
  });

  describe('of two sessions', () => {
    let both: Distq;
    beforeAll(async () => {
      both = await Distq.inNewDirectory(engineEnvironment);
      await both.write('one.yaml', oneMember);
    });
    afterAll(async () => {
      await both.run(['down', '--session', 'other']);
      await both.dispose();
    }, timeoutMs);

    test('are apart, and what a killed supervisor leaves is removed', async () => {
      await both.json([...upInContainers, '--topology', './one.yaml'], statusAnswer);
      await both.json([...upInContainers, '--topology', 'minimal', '--session', 'other'], statusAnswer);
      const [one, other] = [await recordOf(both), await recordOf(both, 'other')];
      expect(one.project).not.toBe(other.project);

      process.kill(one.supervisor.pid, 'SIGKILL');
      await untilRemoved(one.project);
      const { members } = await both.json(['status', '--session', 'other'], statusAnswer);
      expect(members.map(({ state }) => state)).toEqual(['ready']);
    });

    test('are removed by the services where supervisor and watchdog are killed together', async () => {
      const { supervisor, project } = await recordOf(both, 'other');
      expect(await leftOfProject('container', project)).toHaveLength(1);
      const { stdout: children } = await execa('pgrep', [
        '-P',
        String(supervisor.pid),
        '-f',
        'serve watchdog',
      ]);
      for (const pid of children.split('\n')) process.kill(Number(pid), 'SIGKILL');
      process.kill(supervisor.pid, 'SIGKILL');
      await untilRemoved(project);
      expect((await both.run(['down', '--session', 'other'])).stdout).toContain('had died');
    });
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
    expect(await leftOfProject('network', project)).toHaveLength(2);
    await distq.json(['down'], z.unknown());
    expect(await leftOfProject('network', project)).toEqual([]);
  });

  test('pass the scenario owner-kill', async () => {
    await distq.write('small.yaml', smallTopology);
    const args = ['scenario', 'run', 'owner-kill', '--topology', './small.yaml', '--runtime', 'docker'];
    const document = await distq.json(args, runDocument);
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
      await leftOfProject('container', projectName(sessionFiles(distq.directory, session).root, session)),
    ).toEqual([]);
  });
});
