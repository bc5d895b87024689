import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '../../../foundation/processes/process.ts';
import { memberPortOf } from '../../../topology/member-ports.ts';
import type { ClusterSpec, MemberSpec } from '../../../topology/topology.ts';
import { startNews } from '../members/member-log.ts';
import { memberConfig } from '../members/member-config.ts';
import { openLinks, type OpenLinks } from '../links/open-links.ts';
import { prepareMemberDirectory, startMember } from './member-directory.ts';
import { findMemberProgram } from './member-program.ts';
import type { ClusterRuntime, RuntimeOptions } from '../../contract/cluster-runtime.ts';
import type { MemberProgram } from './member-parts.ts';

/** How a member finds the others; the mark is a file in the members' directory. */
type Start = { role: 'begins'; mark: string } | { role: 'follows'; mark: string } | { role: 'returns' };

/** Members as Java processes of this machine, from the official jar. */
export function createJvmRuntime(
  cluster: ClusterSpec,
  { directory, env, retention, services = [], reservePorts }: RuntimeOptions,
): ClusterRuntime {
  let program: MemberProgram | undefined;
  let opened: OpenLinks | undefined;
  /** The file that the member which began the cluster creates once it is started; undefined when that member is gone. */
  let begun: string | undefined;

  /** Decides before anything is awaited, so that of several started at once exactly one begins the cluster. */
  function decideStart(coldStart: boolean): Start {
    if (!coldStart) return { role: 'returns' };
    if (begun !== undefined) return { role: 'follows', mark: begun };
    begun = `cluster-begun-${randomUUID()}`;
    return { role: 'begins', mark: begun };
  }

  async function end(start: Start): Promise<void> {
    if (start.role !== 'begins') return;
    if (begun === start.mark) begun = undefined;
    await rm(join(directory, start.mark), { force: true });
  }

  async function spawn(member: MemberSpec, start: Start): Promise<RunningProcess> {
    if (program === undefined) throw new Error('the runtime was not prepared');
    const config = `${member.name}.yaml`;
    const text = memberConfig(cluster, member, {
      beginsCluster: start.role === 'begins',
      retention,
      links: opened?.planned,
    });
    await writeFile(join(directory, config), text);
    return startMember({
      java: program.java,
      classCache: program.classCache && { format: program.classCache.format, mode: 'use' },
      directory,
      env,
      heapMb: cluster.heapMb,
      config,
      ...(start.role === 'begins' ? { marksStarted: start.mark } : {}),
      ...(start.role === 'follows' ? { waitsFor: start.mark } : {}),
    });
  }

  return {
    name: 'jvm',
    async prepare(progress, signal, aroundDownload) {
      const found = await findMemberProgram(cluster.version, { env, progress, signal, aroundDownload });
      await prepareMemberDirectory(directory, found);
      if (cluster.links !== 'direct')
        opened ??= await openLinks(
          cluster.members,
          { clients: cluster.links === 'all' },
          services,
          reservePorts,
        );
      program = found;
    },
    async launch(member, { coldStart, signal }) {
      signal?.throwIfAborted();
      const start = decideStart(coldStart);
      try {
        const started = await spawn(member, start);
        void started.exited.then(() => end(start));
        return started;
      } catch (error) {
        await end(start);
        throw error;
      }
    },
    startNews: (line) => startNews(line, cluster.version),
    portsOf: (member) => ({
      // With a proxy for clients, that one has the member's own port.
      port: opened?.planned.get(member.name)?.clientPort ?? member.port,
      memberPort: memberPortOf(member),
    }),
    links: () => opened?.proxied,
    end: async () => opened?.proxied.close(),
  };
}
