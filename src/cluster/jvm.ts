import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '../shared/process.ts';
import { spawnProcess } from '../shared/spawn-process.ts';
import type { ClusterSpec, MemberSpec } from '../topology/schema.ts';
import { cacheDirectory } from './cache-directory.ts';
import { classArchive } from './class-archive.ts';
import { findJar } from './jar.ts';
import { findJava } from './java.ts';
import { isStartedLine, memberArguments, memberLogging, type MemberProgram } from './member-command.ts';
import { memberConfig } from './member-config.ts';
import { installLauncher } from './member-launcher.ts';
import { plainEnvironment } from './plain-environment.ts';
import type { ClusterRuntime, RuntimeOptions } from './runtime.ts';

/** How a member finds the others. */
type Start = { role: 'begins'; mark: string } | { role: 'follows'; mark: string } | { role: 'returns' };

/** Members as Java processes of this machine, from the official jar. */
export function createJvmRuntime(
  cluster: ClusterSpec,
  { directory, env, retention }: RuntimeOptions,
): ClusterRuntime {
  let program: MemberProgram | undefined;
  /** The file that the member which began the cluster creates once it is started; undefined when that member is gone. */
  let begun: string | undefined;

  /** Decides before anything is awaited, so that of several started at once exactly one begins the cluster. */
  function decideStart(coldStart: boolean): Start {
    if (!coldStart) return { role: 'returns' };
    if (begun !== undefined) return { role: 'follows', mark: begun };
    begun = join(directory, `cluster-begun-${randomUUID()}`);
    return { role: 'begins', mark: begun };
  }

  async function end(start: Start): Promise<void> {
    if (start.role !== 'begins') return;
    if (begun === start.mark) begun = undefined;
    await rm(start.mark, { force: true });
  }

  async function spawn(member: MemberSpec, start: Start, from: MemberProgram): Promise<RunningProcess> {
    await mkdir(directory, { recursive: true });
    const files = {
      config: join(directory, `${member.name}.yaml`),
      logging: join(directory, 'member-logging.properties'),
      ...(start.role === 'begins' ? { marksStarted: start.mark } : {}),
      ...(start.role === 'follows' ? { waitsFor: start.mark } : {}),
    };
    await writeFile(
      files.config,
      memberConfig(cluster, member, { beginsCluster: start.role === 'begins', retention }),
    );
    await writeFile(files.logging, memberLogging);
    const args = memberArguments(from, cluster.heapMb, files);
    // The member ends when this pipe does, that is with this process, however that ends.
    return await spawnProcess({ file: from.java, args, env: plainEnvironment(env) }, { stdin: 'pipe' });
  }

  return {
    name: 'jvm',
    async prepare(progress, signal, aroundDownload) {
      const cacheDir = cacheDirectory(env);
      const java = await findJava(env, signal);
      const hazelcastJar = await findJar(cluster.version, { env, progress, signal, aroundDownload });
      const launcherJar = await installLauncher(cacheDir);
      const archive = await classArchive({
        java,
        hazelcastJar,
        launcherJar,
        cacheDir,
        env,
        progress,
        signal,
      });
      program = {
        java: java.path,
        hazelcastJar,
        launcherJar,
        archive: archive === undefined ? undefined : { use: archive },
      };
    },
    async launch(member, { coldStart, signal }) {
      if (program === undefined) throw new Error('the runtime was not prepared');
      signal?.throwIfAborted();
      const start = decideStart(coldStart);
      try {
        const started = await spawn(member, start, program);
        void started.exited.then(() => end(start));
        return started;
      } catch (error) {
        await end(start);
        throw error;
      }
    },
    startedLine: isStartedLine,
    end: () => Promise.resolve(),
  };
}
