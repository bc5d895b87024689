import { execa } from 'execa';
import { findJava } from '../cluster/java.ts';
import { findLocalJar } from '../cluster/jar.ts';
import { DistqError, PortTakenError } from '../shared/errors.ts';
import { host } from '../supervisor/cluster-settings.ts';
import { assertPortsFree, findPortHolder, type WantedPort } from '../supervisor/ports.ts';
import { instancesOf } from '../topology/order.ts';
import type { Topology } from '../topology/schema.ts';
import type { Finding, MachineFacts, PortFact } from './machine-check.ts';

const answerTimeoutMs = 5_000;
/** Measured resident sizes: a service, and a member beside its heap. */
const serviceBytes = 90 * 1024 * 1024;
const memberOverheadBytes = 100 * 1024 * 1024;

/**
 * Looks at this machine with the eyes of a topology. Starts nothing and downloads nothing.
 * @param ownPids processes of the topology that runs in this directory.
 */
export async function gatherMachineFacts(
  topology: Topology,
  ownPids: ReadonlySet<number>,
  env: NodeJS.ProcessEnv,
): Promise<MachineFacts> {
  const [java, jar, dockerEngine, compose, ports] = await Promise.all([
    lookForJava(env),
    lookForJar(topology, env),
    lookForDockerEngine(),
    lookForCompose(),
    Promise.all(wantedPorts(topology).map((wanted) => lookAtPort(wanted, ownPids))),
  ]);
  const instances = instancesOf(topology).length;
  const { members, heapMb } = topology.cluster;
  return {
    node: process.version,
    java,
    jar,
    dockerEngine,
    compose,
    ports,
    availableBytes: process.availableMemory(),
    neededBytes:
      (instances + 1) * serviceBytes + members.length * (heapMb * 1024 * 1024 + memberOverheadBytes),
  };
}

function wantedPorts(topology: Topology): WantedPort[] {
  return [
    ...topology.cluster.members.map(({ name, port }) => ({ wantedBy: name, port })),
    ...instancesOf(topology).map(({ name, port }) => ({ wantedBy: name, port })),
  ];
}

async function lookForJava(env: NodeJS.ProcessEnv): Promise<Finding> {
  return asFinding(async () => {
    const { version, path } = await findJava(env);
    return `${version} (${path})`;
  });
}

async function lookForJar({ cluster }: Topology, env: NodeJS.ProcessEnv): Promise<Finding> {
  return asFinding(async () => {
    const path = await findLocalJar(cluster.version, { env, progress: () => undefined });
    return path === undefined
      ? {
          problem: `Hazelcast ${cluster.version} is not on this machine yet`,
          remedy: 'it is downloaded by the first `distq up`, which needs the network',
        }
      : `Hazelcast ${cluster.version} (${path})`;
  });
}

async function lookForDockerEngine(): Promise<Finding> {
  const version = await ask('docker', ['version', '--format', '{{.Server.Version}}']);
  if (version !== undefined) return { found: version };
  return { problem: 'no engine answers', remedy: 'not needed: members run as Java processes' };
}

async function lookForCompose(): Promise<Finding> {
  const version =
    (await ask('docker', ['compose', 'version', '--short'])) ??
    (await ask('docker-compose', ['version', '--short']));
  if (version !== undefined) return { found: version };
  return { problem: 'not installed', remedy: 'not needed: members run as Java processes' };
}

async function lookAtPort(wanted: WantedPort, ownPids: ReadonlySet<number>): Promise<PortFact> {
  try {
    await assertPortsFree([wanted], host);
    return { ...wanted, heldBy: null, ours: false };
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    const holder = await findPortHolder(wanted.port);
    if (holder === undefined) return { ...wanted, heldBy: 'another process', ours: false };
    return { ...wanted, heldBy: `process ${holder.pid} (${holder.command})`, ours: ownPids.has(holder.pid) };
  }
}

/** First line of what a program answers; undefined if it is not there or does not succeed in time. */
async function ask(file: string, args: string[]): Promise<string | undefined> {
  const { failed, stdout } = await execa(file, args, {
    reject: false,
    stdin: 'ignore',
    timeout: answerTimeoutMs,
  });
  if (failed) return undefined;
  const line = stdout.split('\n')[0]?.trim();
  return line === '' ? undefined : line;
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
