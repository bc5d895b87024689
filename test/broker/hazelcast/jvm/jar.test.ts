import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Of } from '../../../../src/broker/hazelcast/cache/checked-file.ts';
import { findJar, jarSha256 } from '../../../../src/broker/hazelcast/jvm/jar.ts';
import { MachineLacksError } from '../../../../src/foundation/errors/errors.ts';
import { sendFile, serveFiles, serveTunnels } from '../support/file-server.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const version = '5.4.0';
const remotePath = '/maven/com/hazelcast/hazelcast/5.4.0/hazelcast-5.4.0.jar';

/** Stands for the official jar, of 17 MB, which no machine need have for this. */
const jarBytes = 2_000_000;
let directory: string;
let official: string;
let sha256: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distq-jar-'));
  official = join(directory, 'official.jar');
  await writeFile(official, randomBytes(jarBytes));
  sha256 = await sha256Of(official);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** An empty cache and an empty Maven repository; nothing listens where the jar would be downloaded. */
async function emptyMachine() {
  const directory = await temporaryDirectory();
  const progress: string[] = [];
  return {
    directory,
    progress,
    cached: join(directory, 'cache', 'jars', 'hazelcast-5.4.0.jar'),
    inMaven: join(directory, 'm2', 'com/hazelcast/hazelcast/5.4.0/hazelcast-5.4.0.jar'),
    find: (more: { env?: Record<string, string>; signal?: AbortSignal; stallTimeoutMs?: number } = {}) =>
      findJar(version, {
        sha256,
        progress: (text) => progress.push(text),
        ...more,
        env: {
          DISTQ_CACHE_DIR: join(directory, 'cache'),
          M2_REPO: join(directory, 'm2'),
          DISTQ_MAVEN_REPOSITORY: 'http://127.0.0.1:9/nobody',
          ...more.env,
        },
      }),
  };
}

async function put(path: string, content: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function failureOf(work: Promise<unknown>): Promise<MachineLacksError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MachineLacksError))
    throw new Error(`expected a MachineLacksError, got ${String(error)}`);
  expect(error.exitCode).toBe(6);
  expect(error.hint).toBeTruthy();
  return error;
}

describe('a local jar', () => {
  test('is the one named by DISTQ_HAZELCAST_JAR', async () => {
    const machine = await emptyMachine();
    await expect(machine.find({ env: { DISTQ_HAZELCAST_JAR: official } })).resolves.toBe(official);
  });

  test('is taken from the cache before the Maven repository', async () => {
    const machine = await emptyMachine();
    for (const path of [machine.cached, machine.inMaven]) {
      await put(path, '');
      await copyFile(official, path);
    }
    await expect(machine.find()).resolves.toBe(machine.cached);
    await rm(machine.cached);
    await expect(machine.find()).resolves.toBe(machine.inMaven);
  });

  test('is hashed again after a change', async () => {
    const machine = await emptyMachine();
    await put(machine.cached, '');
    await copyFile(official, machine.cached);
    await machine.find();
    const { mtime } = await stat(machine.cached);
    await writeFile(machine.cached, 'changed');
    await utimes(machine.cached, mtime, mtime);
    await failureOf(machine.find());
    expect(machine.progress.join('\n')).toContain(`not using ${machine.cached}`);
  });

  test('named by DISTQ_HAZELCAST_JAR with a wrong checksum is an error', async () => {
    const machine = await emptyMachine();
    const wrong = await put(join(machine.directory, 'wrong.jar'), 'not Hazelcast');
    const error = await failureOf(machine.find({ env: { DISTQ_HAZELCAST_JAR: wrong } }));
    expect(error.message).toContain(wrong);
    expect(error.message).toContain(await sha256Of(wrong));
    expect(error.message).toContain(sha256);
  });

  test('must be the official one by default', async () => {
    const options = { env: { DISTQ_HAZELCAST_JAR: official }, progress: () => undefined };
    const error = await failureOf(findJar(version, options));
    expect(error.message).toContain(`SHA-256 ${sha256}, expected ${jarSha256[version]}`);
  });

  test('named by DISTQ_HAZELCAST_JAR but missing is an error', async () => {
    const machine = await emptyMachine();
    const error = await failureOf(machine.find({ env: { DISTQ_HAZELCAST_JAR: machine.directory } }));
    expect(error.message).toContain('is no file');
  });
});

describe('a jar that must be downloaded', () => {
  test('is stored in the cache, and its progress is reported', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((_, response) => {
      sendFile(response, official, { announcedBytes: jarBytes });
    });
    await expect(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: server.base } })).resolves.toBe(
      machine.cached,
    );
    expect(server.paths).toEqual([remotePath]);
    expect(await sha256Of(machine.cached)).toBe(sha256);
    expect(machine.progress.at(-1)).toBe('downloading Hazelcast: 100 % of 2 MB');
    await expect(machine.find()).resolves.toBe(machine.cached);
  });

  test('replaces a wrong one in the cache, and skips a wrong one in the Maven repository', async () => {
    const machine = await emptyMachine();
    await put(machine.cached, 'torn');
    await put(machine.inMaven, 'wrong');
    const server = await serveFiles((_, response) => {
      sendFile(response, official);
    });
    await expect(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: `${server.base}/` } })).resolves.toBe(
      machine.cached,
    );
    expect(await sha256Of(machine.cached)).toBe(sha256);
    expect(machine.progress.join('\n')).toContain(`not using ${machine.inMaven}`);
  });

  test('by two at once is complete for both', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((_, response) => {
      sendFile(response, official);
    });
    const env = { DISTQ_MAVEN_REPOSITORY: server.base };
    await expect(Promise.all([machine.find({ env }), machine.find({ env })])).resolves.toEqual([
      machine.cached,
      machine.cached,
    ]);
    expect(server.paths).toHaveLength(2);
    expect(await readdir(dirname(machine.cached))).toEqual(['hazelcast-5.4.0.jar']);
    expect(await sha256Of(machine.cached)).toBe(sha256);
  });

  test('is found through a redirect', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((request, response) => {
      if (request.url === '/elsewhere') sendFile(response, official);
      else response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: server.base } })).resolves.toBe(
      machine.cached,
    );
  });

  test('is downloaded through the proxy of the environment', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((_, response) => {
      sendFile(response, official);
    });
    const proxy = await serveTunnels(new URL(server.base));
    const env = { DISTQ_MAVEN_REPOSITORY: 'http://maven.invalid/maven', HTTP_PROXY: proxy.base };
    await expect(machine.find({ env })).resolves.toBe(machine.cached);
    expect(proxy.targets).toEqual(['maven.invalid:80']);
    expect(server.paths).toEqual([remotePath]);
  });

  test('is given up when the proxy hangs up again and again', async () => {
    const machine = await emptyMachine();
    const noProxy = await serveFiles((_, response) => response.end());
    const env = {
      DISTQ_MAVEN_REPOSITORY: 'http://maven.invalid/maven',
      HTTP_PROXY: new URL(noProxy.base).origin,
    };
    await failureOf(machine.find({ env, stallTimeoutMs: 150 }));
  });

  test.each([
    ['has a wrong checksum', 'not Hazelcast'],
    ['is empty', ''],
  ])('and %s is not kept', async (_, content) => {
    const machine = await emptyMachine();
    const server = await serveFiles((_request, response) => response.end(content));
    const error = await failureOf(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: server.base } }));
    expect(error.message).toContain(`expected ${sha256}`);
    expect(await readdir(dirname(machine.cached))).toEqual([]);
  });

  test('and is cut off is not kept', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((_, response) => {
      response.setHeader('content-length', jarBytes);
      response.write(Buffer.alloc(100_000), () => response.destroy());
    });
    const error = await failureOf(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: server.base } }));
    expect(error.message).toContain('could not download');
    expect(await readdir(dirname(machine.cached))).toEqual([]);
  });

  test('and is not found is an error that says so', async () => {
    const machine = await emptyMachine();
    const server = await serveFiles((_, response) => response.writeHead(404).end('no such file'));
    const error = await failureOf(machine.find({ env: { DISTQ_MAVEN_REPOSITORY: server.base } }));
    expect(error.message).toContain('the server answered 404');
    expect(error.hint).toContain('DISTQ_HAZELCAST_JAR');
  });

  test('from a port without a listener is an error that says so', async () => {
    const machine = await emptyMachine();
    const error = await failureOf(machine.find());
    expect(error.message).toContain('could not download http://127.0.0.1:9/nobody/com/hazelcast');
  });

  test.each([
    ['its first', () => undefined],
    ['a later', (response: { write: (chunk: Buffer) => unknown }) => response.write(Buffer.alloc(1_000))],
  ])('is given up when %s byte does not come', async (_, begin) => {
    const machine = await emptyMachine();
    const server = await serveFiles((_request, response) => begin(response));
    const env = { DISTQ_MAVEN_REPOSITORY: server.base };
    const error = await failureOf(machine.find({ env, stallTimeoutMs: 300 }));
    expect(error.message).toContain('nothing came for 300 ms');
    expect(await readdir(dirname(machine.cached))).toEqual([]);
  });

  test('is given up when it is aborted', async () => {
    const machine = await emptyMachine();
    const stop = new AbortController();
    const server = await serveFiles((_, response) => {
      response.write(Buffer.alloc(1_000));
      stop.abort(new Error('Ctrl-C'));
    });
    const env = { DISTQ_MAVEN_REPOSITORY: server.base };
    await expect(machine.find({ env, signal: stop.signal })).rejects.toThrow('Ctrl-C');
    expect(await readdir(dirname(machine.cached))).toEqual([]);
  });
});
