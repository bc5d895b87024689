import { composeVariables, memberImage } from '../../broker/hazelcast/docker/compose-file.ts';
import { findComposeTool } from '../../broker/hazelcast/docker/compose-tool.ts';
import { findEngine, hasImage } from '../../broker/hazelcast/docker/engine.ts';
import { executablePayload } from '../../broker/hazelcast/embedded/executable-payload.ts';
import { findJava, type Java } from '../../broker/hazelcast/jvm/java.ts';
import { findLocalJar } from '../../broker/hazelcast/jvm/jar.ts';
import { findNamedJava, usesCarriedJar } from '../../broker/hazelcast/jvm/member-program.ts';
import { DistqError, PortTakenError } from '../../foundation/errors/errors.ts';
import { host } from '../../supervisor/probes/listen-hosts.ts';
import { findPortHolder } from '../../supervisor/ports/port-listener.ts';
import { holderWords } from '../../supervisor/ports/port-taken.ts';
import { assertPortsFree, type WantedPort } from '../../supervisor/ports/ports.ts';
import { wantedPorts } from '../../supervisor/ports/wanted-ports.ts';
import { instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Finding, MachineFacts, PortFact } from './machine-check.ts';

/** Measured resident sizes: a service, and a member beside its heap. */
const serviceBytes = 90 * 1024 * 1024;
const memberOverheadBytes = 100 * 1024 * 1024;

/** What the topology that runs in this directory has. */
export interface OwnParts {
  pids: ReadonlySet<number>;
  ports: ReadonlySet<number>;
}

/** Checks this machine for what a topology needs. Starts nothing and downloads nothing. */
export async function gatherMachineFacts(
  topology: Topology,
  own: OwnParts,
  env: NodeJS.ProcessEnv,
): Promise<MachineFacts> {
  const [java, jar, dockerEngine, compose, image, ports] = await Promise.all([
    lookForJava(env),
    lookForJar(topology, env),
    lookForDockerEngine(env),
    lookForCompose(env),
    lookForImage(topology, env),
    Promise.all(wantedPorts(topology).map((wanted) => lookAtPort(wanted, own))),
  ]);
  const instances = instancesOf(topology).length;
  const { members, heapMb } = topology.cluster;
  return {
    node: process.version,
    java,
    jar,
    dockerEngine,
    compose,
    image,
    runtime: topology.cluster.runtime,
    ports,
    availableBytes: process.availableMemory(),
    neededBytes:
      (instances + 1) * serviceBytes + members.length * (heapMb * 1024 * 1024 + memberOverheadBytes),
  };
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

async function lookForJar({ cluster }: Topology, env: NodeJS.ProcessEnv): Promise<Finding> {
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

async function lookForImage({ cluster }: Topology, env: NodeJS.ProcessEnv): Promise<Finding> {
  const image = memberImage({ ...env, ...composeVariables(cluster) });
  if (await hasImage(image, { env })) return { found: image };
  return { problem: `${image} is not on this machine`, remedy: `${forDocker}; then: docker pull ${image}` };
}

const forDocker = 'install or start Docker; only needed for members in containers (--runtime docker)';

async function lookAtPort(wanted: WantedPort, own: OwnParts): Promise<PortFact> {
  try {
    await assertPortsFree([wanted], host);
    return { ...wanted, heldBy: null, ours: false };
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    const holder = await findPortHolder(wanted.port);
    const ours = own.ports.has(wanted.port) || (holder !== undefined && own.pids.has(holder.pid));
    return { ...wanted, heldBy: holderWords(holder), ours };
  }
}

async function asFinding(look: () => Promise<string | Finding>): Promise<Finding> {
  try {
    const found = await look();
    return typeof found === 'string' ? { found } : found;
  } catch (error) {
    if (!(error instanceof DistqError)) throw error;
    return { problem: error.message, remedy: error.hint };
  }
}
