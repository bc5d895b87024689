import { DistqError } from '../../../foundation/errors/errors.ts';
import type { ClusterSpec } from '../../../topology/topology.ts';
import { findComposeTool } from '../../containers/compose-tool.ts';
import { findEngine, hasImage } from '../../containers/engine.ts';
import type { Finding, MachineInspection } from '../../contract/machine-need.ts';
import { composeVariables, memberImage } from '../docker/compose-file.ts';
import { executablePayload } from '../embedded/executable-payload.ts';
import { findLocalJar } from '../jvm/jar.ts';
import { findJava, type Java } from '../jvm/java.ts';
import { findNamedJava, usesCarriedJar } from '../jvm/member-program.ts';
import { judgeMachine } from './judge-machine.ts';

/** Looks for what the members need on this machine. Starts nothing and downloads nothing. */
export async function inspectMachine(
  cluster: ClusterSpec,
  env: NodeJS.ProcessEnv,
): Promise<MachineInspection> {
  const [java, jar, engine, compose, image] = await Promise.all([
    lookForJava(env),
    lookForJar(cluster, env),
    lookForDockerEngine(env),
    lookForCompose(env),
    lookForImage(cluster, env),
  ]);
  return judgeMachine({ java, jar, engine, compose, image }, cluster);
}

async function lookForJava(env: NodeJS.ProcessEnv): Promise<Finding> {
  return asFinding(async () => {
    const carried = executablePayload()?.manifest;
    if (carried === undefined) return shown(await findJava(env));
    let because = 'JAVA_HOME is not set';
    const named = await findNamedJava(env, undefined, (why) => {
      because = why;
    });
    return named === undefined
      ? `${carried.java} (inside this executable, because ${because})`
      : shown(named);
  });
}

function shown({ version, path, from }: Java): string {
  return `${version} (${path}, from ${from})`;
}

async function lookForJar(cluster: ClusterSpec, env: NodeJS.ProcessEnv): Promise<Finding> {
  return asFinding(async () => {
    const carried = executablePayload()?.manifest;
    if (carried !== undefined && usesCarriedJar(carried, cluster.version, env))
      return `Hazelcast ${cluster.version} (inside this executable, because DISTQ_HAZELCAST_JAR is not set)`;
    const path = await findLocalJar(cluster.version, { env, progress: () => undefined });
    return path === undefined
      ? {
          problem: `Hazelcast ${cluster.version} is not on this machine yet`,
          remedy: 'the first `distq up` downloads it and needs network access',
        }
      : `Hazelcast ${cluster.version} (${path})`;
  });
}

async function lookForDockerEngine(env: NodeJS.ProcessEnv): Promise<Finding> {
  const engine = await findEngine({ env });
  return 'found' in engine
    ? engine
    : { problem: `no Docker engine answers: ${engine.problem}`, remedy: forDocker };
}

async function lookForCompose(env: NodeJS.ProcessEnv): Promise<Finding> {
  const tool = await findComposeTool({ env });
  if (tool === undefined) return { problem: 'not installed', remedy: forDocker };
  return { found: `${tool.version} (${[tool.file, ...tool.firstArgs].join(' ')})` };
}

async function lookForImage(cluster: ClusterSpec, env: NodeJS.ProcessEnv): Promise<Finding> {
  const image = memberImage({ ...env, ...composeVariables(cluster) });
  if (await hasImage(image, { env })) return { found: image };
  return { problem: `${image} is not on this machine`, remedy: `${forDocker}; then: docker pull ${image}` };
}

const forDocker = 'install or start Docker; only needed for members in containers (--runtime docker)';

async function asFinding(look: () => Promise<string | Finding>): Promise<Finding> {
  try {
    const found = await look();
    return typeof found === 'string' ? { found } : found;
  } catch (error) {
    if (!(error instanceof DistqError)) throw error;
    return { problem: error.message, remedy: error.hint };
  }
}
