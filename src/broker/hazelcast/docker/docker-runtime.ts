import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askProgram } from '../../../foundation/processes/ask-program.ts';
import { MachineLacksError, NotReadyError } from '../../../foundation/errors/errors.ts';
import { makeDirectory } from '../../../foundation/files/make-directory.ts';
import { SharedWork } from '../../../foundation/async/shared-work.ts';
import type { ClusterSpec, MemberSpec } from '../../../topology/topology.ts';
import { memberLogging } from '../members/member-command.ts';
import { startNews } from '../members/member-log.ts';
import { containerConfig } from '../members/member-config.ts';
import {
  composeFile,
  composeVariables,
  containerName,
  managementCenter,
  managementCenterImage,
  memberImage,
} from './compose-file.ts';
import { findComposeTool, type ComposeTool } from '../../containers/compose-tool.ts';
import { startContainer } from '../../containers/container-process.ts';
import { findEngine, requireImage } from '../../containers/engine.ts';
import { projectName, removeProject } from '../../containers/project.ts';
import { LinkedContainers } from './linked-containers.ts';
import type { ClusterRuntime, RuntimeOptions } from '../../contract/cluster-runtime.ts';

const createTimeoutMs = 120_000;
const asProcesses = 'run the members as Java processes: --runtime jvm';

/** Members as containers, made from docker-compose.yml. */
export function createDockerRuntime(
  cluster: ClusterSpec,
  { directory, env: given, managementCenterPort, retention, services, reservePorts }: RuntimeOptions,
): ClusterRuntime {
  const env = { ...given, ...composeVariables(cluster) };
  const project = projectName(dirname(directory), basename(dirname(directory)));
  const files = {
    compose: join(directory, 'docker-compose.yml'),
    logging: join(directory, 'member-logging.properties'),
  };
  let compose: ComposeTool | undefined;
  let created: SharedWork<void> | undefined;
  let linked: LinkedContainers | undefined;
  /** Who began the cluster at this cold start. */
  let begunBy: string | undefined;

  function configOf({ name }: Pick<MemberSpec, 'name'>): string {
    return join(directory, `${name}.yaml`);
  }

  function publishedPortOf(member: MemberSpec): number {
    return linked?.publishedPortOf(member) ?? member.port;
  }

  /** Called before anything is awaited, so that of several started at once exactly one begins the cluster. */
  function decideWhoBegins({ name }: MemberSpec, coldStart: boolean): string | undefined {
    if (coldStart) begunBy ??= name;
    return coldStart ? begunBy : undefined;
  }

  function composeCommand(tool: ComposeTool, ...words: string[]): string[] {
    return [tool.file, ...tool.firstArgs, '-p', project, '-f', files.compose, ...words];
  }

  /** Once for all members, before the first of them is started. */
  async function create(tool: ComposeTool, signal: AbortSignal): Promise<void> {
    makeDirectory(directory);
    await writeFile(files.logging, memberLogging, { mode: 0o644 });
    for (const member of cluster.members) await writeFile(configOf(member), '', { flag: 'a', mode: 0o644 });
    const plan = {
      project,
      cluster,
      managementCenterPort,
      configOf,
      logging: files.logging,
      addresses: await linked?.createNetwork(signal),
      publishedPortOf,
    };
    await writeFile(files.compose, composeFile(plan), { mode: 0o644 });
    const [file = '', ...args] = composeCommand(tool, 'up', '--no-start');
    const { ok, problem } = await askProgram(file, args, { env, timeoutMs: createTimeoutMs, signal });
    signal.throwIfAborted();
    if (!ok) throw new NotReadyError(`the containers could not be created: ${problem}`);
    // Compose 1 puts a container on its second network only when it starts it itself.
    await linked?.join(signal);
  }

  return {
    name: 'docker',
    project,
    async prepare(progress, signal, aroundDownload) {
      compose = await requireTools(env, signal);
      const options = { env, progress, signal, aroundDownload };
      await requireImage(memberImage(env), { ...options, otherwise: asProcesses });
      if (managementCenterPort !== undefined) {
        const otherwise = 'leave out --management-center';
        await requireImage(managementCenterImage(env), { ...options, otherwise });
      }
      if (cluster.links !== 'direct')
        linked ??= await LinkedContainers.open(cluster, { project, env, services, reservePorts });
    },
    async launch(member, { coldStart, signal }) {
      const tool = compose;
      if (tool === undefined) throw new Error('the runtime was not prepared');
      const begins = decideWhoBegins(member, coldStart);
      const gone = (): void => {
        if (begunBy === member.name) begunBy = undefined;
      };
      created ??= new SharedWork((needed) => create(tool, needed));
      try {
        await created.result(signal);
        const config = { begunBy: begins, retention, addresses: linked?.addresses };
        await writeFile(configOf(member), containerConfig(cluster, config), { mode: 0o644 });
        const started = await startContainer(containerName(project, member.name), { env, signal });
        void started.exited.then(gone);
        return started;
      } catch (error) {
        gone();
        // Somebody may have removed the container: what is there already is left as it is.
        created = undefined;
        throw error;
      }
    },
    portsOf: (member) => ({ port: publishedPortOf(member) }),
    links: () => linked?.links,
    startNews: (line) => startNews(line, cluster.version),
    managementCenterCommand() {
      if (compose === undefined) throw new Error('the runtime was not prepared');
      // Its profile need not be named where the service is.
      return composeCommand(compose, 'up', '--no-deps', '--no-log-prefix', managementCenter);
    },
    async end() {
      await linked?.close();
      await removeProject(project, { env });
    },
  };
}

/** @throws MachineLacksError if no engine answers, or there is no compose; the signal's reason if aborted. */
async function requireTools(env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<ComposeTool> {
  const engine = await findEngine({ env, signal });
  signal?.throwIfAborted();
  if ('problem' in engine) {
    throw new MachineLacksError(`no Docker engine answers: ${engine.problem}`, {
      hint: `start Docker (Docker Desktop, or \`sudo systemctl start docker\`), see that you may use it (group docker, DOCKER_HOST), or ${asProcesses}`,
    });
  }
  const compose = await findComposeTool({ env, signal });
  signal?.throwIfAborted();
  if (compose !== undefined) return compose;
  throw new MachineLacksError('neither `docker compose` nor `docker-compose` is installed', {
    hint: `install one (apt install docker-compose-plugin, or docker-compose), or ${asProcesses}`,
  });
}
