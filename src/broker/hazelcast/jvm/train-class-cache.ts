import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { untilAborted } from '../../../foundation/async/until-aborted.ts';
import { withDeadline } from '../../../foundation/async/wait-for.ts';
import { topologySchema } from '../../../topology/topology.ts';
import { memberFiles, type ClassCacheFormat } from '../members/member-command.ts';
import { isStartedLine } from '../members/member-log.ts';
import { memberConfig } from '../members/member-config.ts';
import { prepareMemberDirectory, startMember } from './member-directory.ts';
import type { StartedFrom } from './member-parts.ts';

const startTimeoutMs = 30_000;
const dumpTimeoutMs = 30_000;
const killTimeoutMs = 1_000;

/** This Java makes no class cache, as one that `jlink` made without a base archive. */
export class ClassCacheRefusedError extends Error {}

interface TrainOptions extends StartedFrom {
  format: ClassCacheFormat;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/**
 * Starts a lone member and ends it once it is started; Java writes the cache on its way out, as `memberFiles.classCache`.
 * @param directory for it, and for files that are of no use afterwards.
 * @throws ClassCacheRefusedError if Java ends without having written it; Error if it takes longer than a minute; the signal's reason if
 *   aborted.
 */
export async function trainClassCache(directory: string, options: TrainOptions): Promise<void> {
  const { cluster } = topologySchema.parse({
    name: 'training',
    cluster: loneCluster(await freePort(), await freePort()),
    services: {},
  });
  const [member] = cluster.members;
  if (member === undefined) throw new Error('the lone cluster has a member');
  await prepareMemberDirectory(directory, options);
  const config = 'member.yaml';
  await writeFile(join(directory, config), memberConfig(cluster, member, { beginsCluster: true }));
  options.signal?.throwIfAborted();

  const child = await startMember({
    directory,
    java: options.java,
    env: options.env,
    heapMb: cluster.heapMb,
    config,
    classCache: { format: options.format, mode: 'create' },
  });
  try {
    child.stderr.resume();
    const started = withDeadline('a member to start', startTimeoutMs, untilStarted(child.stdout));
    await untilAborted(started, options.signal);
    // Unlike a signal, the end of its standard input works on Windows too.
    child.stdin?.end();
    child.stdout.resume();
    const ended = withDeadline('Java to write its class cache', dumpTimeoutMs, child.exited);
    await untilAborted(ended, options.signal);
    if (!existsSync(join(directory, memberFiles.classCache)))
      throw new ClassCacheRefusedError('Java wrote none');
  } finally {
    await child.kill('SIGKILL');
    // It may still write to the directory, which is removed next.
    await withDeadline('Java to be gone', killTimeoutMs, child.exited).catch(() => undefined);
  }
}

function loneCluster(port: number, memberPort: number): object {
  return { name: `distq-training-${randomUUID()}`, members: [{ name: 'training', port, memberPort }] };
}

async function untilStarted(stdout: NodeJS.ReadableStream): Promise<void> {
  const lastLines: string[] = [];
  for await (const line of createInterface({ input: stdout })) {
    if (isStartedLine(line)) return;
    lastLines.push(line);
    if (lastLines.length > 3) lastLines.shift();
  }
  throw new ClassCacheRefusedError(`the member ended: ${lastLines.join(' | ').slice(0, 500)}`);
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
