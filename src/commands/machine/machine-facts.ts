import { brokerOfCluster } from '../../broker/broker-of.ts';
import { PortTakenError } from '../../foundation/errors/errors.ts';
import { host } from '../../supervisor/probes/listen-hosts.ts';
import { findPortHolder } from '../../supervisor/ports/port-listener.ts';
import { holderWords } from '../../supervisor/ports/port-taken.ts';
import { assertPortsFree, type WantedPort } from '../../supervisor/ports/ports.ts';
import { wantedPorts } from '../../supervisor/ports/wanted-ports.ts';
import { instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { MachineFacts, PortFact } from './machine-check.ts';

/** Resident size of a service, measured. */
const serviceBytes = 90 * 1024 * 1024;

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
  const [{ runtime, needs, memberBytes }, ports] = await Promise.all([
    brokerOfCluster(topology.cluster).inspectMachine(topology.cluster, env),
    Promise.all(wantedPorts(topology).map((wanted) => lookAtPort(wanted, own))),
  ]);
  return {
    node: process.version,
    runtime,
    needs,
    ports,
    availableBytes: process.availableMemory(),
    neededBytes:
      (instancesOf(topology).length + 1) * serviceBytes + topology.cluster.members.length * memberBytes,
  };
}

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
