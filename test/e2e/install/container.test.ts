import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findComposeTool } from '../../../src/broker/containers/compose-tool.ts';
import { statusAnswer } from '../../../src/control/messages.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';
import { freePorts } from '../../broker/hazelcast/support/free-ports.ts';
import { buildBareBase } from '../../docker-image/bare-base.ts';
import { engineEnvironment, whyNoContainers } from '../../docker-image/engine.ts';
import { ensureImage } from '../../docker-image/stand-in.ts';
import { builtExecutable } from '../support/built-executable.ts';
import { Distq, getDocument, postDocument } from '../support/distq.ts';
import { runDocument } from '../support/run-document.ts';

const top = join(import.meta.dirname, '..', '..', '..');
const { path: executable, lacks } = builtExecutable();
const image = 'distq-test';
const base = 'distq-test-base';
const timeoutMs = 180_000;

const reason = process.arch === 'x64' ? (lacks ?? (await whyNoContainers())) : 'docker/Dockerfile is for x64';
if (lacks !== undefined) process.stderr.write(`skipped: ${lacks}\n`);

function docker(args: string[]) {
  return execa('docker', args, {
    env: { ...engineEnvironment, DOCKER_BUILDKIT: '0' },
    cwd: top,
    reject: false,
  });
}

/** Containers of this test, by a filter of `docker ps`. */
async function containers(filter: string): Promise<string[]> {
  const { stdout } = await docker(['ps', '--all', '--filter', filter, '--format', '{{.Names}}']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe.skipIf(reason !== undefined)('the image', { timeout: timeoutMs }, () => {
  beforeAll(async () => {
    await ensureImage('5.7.0');
    await buildBareBase(base, executable);
    const built = await docker([
      'build',
      '-f',
      'docker/Dockerfile',
      '--build-arg',
      `BASE=${base}`,
      '-t',
      image,
      '.',
    ]);
    if (built.exitCode !== 0) throw new Error(`the image cannot be built\n${built.stdout}\n${built.stderr}`);
  }, timeoutMs);
  afterAll(() => docker(['image', 'rm', '--force', image, base]), timeoutMs);

  test('runs failover for a user without a name, on a file system that is read-only', async () => {
    const anybody = [
      '--user',
      '54321:54321',
      '--env',
      'HOME=',
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--network',
      'none',
    ];
    const { exitCode, stdout, stderr } = await docker([
      'run',
      '--rm',
      ...anybody,
      image,
      'failover',
      '--json',
    ]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).not.toContain('unpacking');
    expect(runDocument.parse(JSON.parse(stdout))).toMatchObject({
      verdict: 'passed',
      account: { lost: [], duplicated: [] },
    });
    expect(await containers(`ancestor=${image}`)).toEqual([]);
  });

  test('ends with the exit code of distq', async () => {
    expect((await docker(['run', '--rm', image, 'no-such-command'])).exitCode).toBe(2);
    expect((await docker(['run', '--rm', image, 'status'])).exitCode).toBe(3);
  });

  test('as process 1 it leaves no zombies, and ends everything at docker stop', async () => {
    const name = `${image}-up`;
    onTestFinished(async () => {
      await docker(['rm', '--force', name]);
    });
    const inside = (...args: string[]) => docker(['exec', name, '/usr/local/bin/distq', ...args]);
    await docker(['run', '--detach', '--name', name, image, 'up', '--topology', 'minimal']);
    await waitFor({
      what: 'everything to be ready',
      timeoutMs: 60_000,
      probe: async () => (await inside('wait', '--timeout', '30')).exitCode === 0 || undefined,
    });
    await inside('kill', 'messages-service-1');
    const { services } = statusAnswer.parse(JSON.parse((await inside('status', '--json')).stdout));
    expect(services.find((service) => service.name === 'messages-service-1')?.state).toBe('exited');
    expect((await docker(['top', name, '-eo', 'stat,args'])).stdout).not.toMatch(/^Z/m);

    await docker(['stop', '--time', '10', name]);
    const { stdout } = await docker(['inspect', '--format', '{{.State.ExitCode}}', name]);
    // 137: Docker had to kill it.
    expect(['0', '143']).toContain(stdout);
    expect((await docker(['logs', name])).stderr).toContain('hazelcast-node1: exited');
  });

  test('brings the whole lab up with compose, whose messages survive the death of a member', async () => {
    const distq = await Distq.inNewDirectory();
    const project = `${image}-lab`;
    const compose = await composeIn(distq, project);
    onTestFinished(async () => {
      await compose('down', '--volumes');
      await distq.dispose();
      expect(await containers(`label=com.docker.compose.project=${project}`)).toEqual([]);
    });
    const { exitCode, stderr } = await compose('up', '--detach');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const { stdout } = await compose('port', 'facade-service-1', '8080');
    const url = `http://${stdout.trim()}/facade`;
    await waitFor({
      what: 'the facade to take messages',
      timeoutMs: 60_000,
      probe: () =>
        fetch(new URL('/health', url)).then(
          ({ ok }) => ok || undefined,
          () => undefined,
        ),
    });
    const post = (count: number) =>
      distq.json(['post', '--count', String(count), '--url', url], postDocument);
    expect(await post(20)).toMatchObject({ acknowledged: 20 });
    const member = await containers(`name=${project}[-_]hazelcast-node1`);
    expect(member).toHaveLength(1);
    await docker(['kill', ...member]);
    expect(await post(10)).toMatchObject({ acknowledged: 10 });
    await untilReceived(distq, url, 30);
  });
});

/**
 * Every message is in the log, and each was received by exactly one instance.
 * @param url of the facade, which answers for one messages-service at a time
 */
async function untilReceived(distq: Distq, url: string, count: number): Promise<void> {
  let seen = '';
  await waitFor({
    what: `${count} messages to be logged and received`,
    timeoutMs: 60_000,
    probe: async () => {
      const { answers } = await distq.json(['get', '--times', '8', '--url', url], getDocument);
      const received = new Map(answers.map(({ messages }) => [messages.instance, messages.messages.length]));
      const logged = answers.at(-1)?.logging.messages.length ?? 0;
      seen = JSON.stringify({ logged, received: [...received] });
      const sum = [...received.values()].reduce((total, each) => total + each, 0);
      return (logged === count && sum === count) || undefined;
    },
    lastSeen: () => seen,
  });
}

/** The project's own compose file with its profile `lab`, published at free ports: other tests use the usual ones. */
async function composeIn(distq: Distq, project: string) {
  const ports = await freePorts(4);
  const [one = 0, two = 0, three = 0, facade = 0] = ports;
  const text = (await readFile(join(top, 'docker-compose.yml'), 'utf8'))
    .replace("'127.0.0.1:5701:5701'", `'127.0.0.1:${one}:5701'`)
    .replace("'127.0.0.1:5702:5701'", `'127.0.0.1:${two}:5701'`)
    .replace("'127.0.0.1:5703:5701'", `'127.0.0.1:${three}:5701'`);
  await distq.write('compose.yml', text);
  const env = { ...engineEnvironment, DISTQ_IMAGE: image, FACADE_PORT: String(facade) };
  const tool = await findComposeTool({ env: { ...process.env, ...env } });
  if (tool === undefined) throw new Error('there is no Docker Compose');
  const where = ['--project-directory', top, '-f', join(distq.directory, 'compose.yml'), '-p', project];
  return (...args: string[]) =>
    execa(tool.file, [...tool.firstArgs, ...where, '--profile', 'lab', ...args], { env, reject: false });
}
