import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { topologySchema } from '../topology/schema.ts';
import { messageOf } from '../shared/errors.ts';
import { spawnProcess } from '../shared/spawn-process.ts';
import { withDeadline } from '../shared/wait.ts';
import { moveIntoPlace, removeLeftovers, temporaryBeside } from './atomic-file.ts';
import type { Java } from './java.ts';
import {
  archivedFlags,
  isStartedLine,
  memberArguments,
  memberLogging,
  type MemberProgram,
} from './member-command.ts';
import { memberConfig } from './member-config.ts';
import { plainEnvironment } from './plain-environment.ts';

const startTimeoutMs = 30_000;
const dumpTimeoutMs = 30_000;
const unusedAgeMs = 30 * 24 * 60 * 60 * 1000;

export interface ClassArchiveOptions {
  java: Java;
  hazelcastJar: string;
  launcherJar: string;
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Path of the class-data archive for this Java and these jars, from which a member starts in half the time. It is
 * made once, by a member of its own that is started and ended (about 3 s). Undefined if it can't be made: members
 * start without it all the same.
 * @throws the signal's reason if aborted.
 */
export async function classArchive(options: ClassArchiveOptions): Promise<string | undefined> {
  try {
    const archive = join(options.cacheDir, 'class-archives', `${await archiveKey(options)}.jsa`);
    if (await exists(archive)) {
      await markUsed(archive);
      return archive;
    }
    options.progress('preparing faster starts of Hazelcast (once)');
    await removeLeftovers(dirname(archive));
    await removeLeftovers(dirname(archive), '.jsa', unusedAgeMs);
    await makeArchive(archive, options);
    return archive;
  } catch (error) {
    options.signal?.throwIfAborted();
    options.progress(`members start without class-data archive: ${messageOf(error)}`);
    return undefined;
  }
}

/** Java rejects an archive made with other jars (by path, size and time), another build of Java, or other flags. */
async function archiveKey({ java, hazelcastJar, launcherJar }: ClassArchiveOptions): Promise<string> {
  const files = await Promise.all(
    [java.path, hazelcastJar, launcherJar].map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return [path, size, mtimeMs];
    }),
  );
  const key = JSON.stringify([java.version, files, archivedFlags]);
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

async function makeArchive(archive: string, options: ClassArchiveOptions): Promise<void> {
  const temporary = await temporaryBeside(archive);
  const directory = await mkdtemp(join(tmpdir(), 'distq-archive-'));
  try {
    const program = { ...options, java: options.java.path, archive: { create: temporary } };
    await runOnce(program, directory, options);
    await moveIntoPlace(temporary, archive);
  } finally {
    await rm(temporary, { force: true });
    await rm(directory, { recursive: true, force: true });
  }
}

/** Starts a lone member and ends it once it is started; Java writes the archive on its way out. */
async function runOnce(
  program: MemberProgram,
  directory: string,
  options: ClassArchiveOptions,
): Promise<void> {
  const { cluster } = topologySchema.parse({
    name: 'archive',
    cluster: loneCluster(await freePort()),
    services: {},
  });
  const [member] = cluster.members;
  if (member === undefined) throw new Error('the lone cluster has a member');
  const files = { config: join(directory, 'member.yaml'), logging: join(directory, 'logging.properties') };
  await writeFile(files.config, memberConfig(cluster, member, { beginsCluster: true }));
  await writeFile(files.logging, memberLogging);
  options.signal?.throwIfAborted();

  const child = await spawnProcess(
    {
      file: program.java,
      args: memberArguments(program, cluster.heapMb, files),
      env: plainEnvironment(options.env),
    },
    { stdin: 'pipe' },
  );
  const kill = (): void => void child.kill('SIGKILL');
  options.signal?.addEventListener('abort', kill);
  try {
    child.stderr.resume();
    await withDeadline('a member to start', startTimeoutMs, untilStarted(child.stdout));
    // Unlike a signal, the end of its standard input works on Windows too.
    child.stdin?.end();
    child.stdout.resume();
    await withDeadline('Java to write its class-data archive', dumpTimeoutMs, child.exited);
  } finally {
    options.signal?.removeEventListener('abort', kill);
    kill();
  }
}

function loneCluster(port: number): object {
  return { name: `distq-archive-${randomUUID()}`, members: [{ name: 'archive', port }] };
}

async function untilStarted(stdout: NodeJS.ReadableStream): Promise<void> {
  const lastLines: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    if (isStartedLine(line)) return;
    lastLines.push(line);
    if (lastLines.length > 3) lastLines.shift();
  }
  throw new Error(`the member ended: ${lastLines.join(' | ').slice(0, 500)}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    (file) => file.isFile(),
    () => false,
  );
}

async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
