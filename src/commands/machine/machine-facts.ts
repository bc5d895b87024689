import { brokerOf } from '../../broker/broker-of.ts';
import { PortTakenError } from '../../foundation/errors/errors.ts';
import { defaultBroker } from '../../protocol/broker-kind.ts';
import { host } from '../../supervisor/probes/listen-hosts.ts';
import { assertPortsFree, portHolderWords, type WantedPort } from '../../supervisor/ports/ports.ts';
import { wantedPorts } from '../../supervisor/ports/wanted-ports.ts';
import { instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { MachineFacts, PortFact } from './machine-check.ts';

/** Resident size of a service, measured. */
const serviceBytes = 90 * 1024 * 1024;

/**
 * Checks this machine for what a topology needs. Starts nothing and downloads nothing.
 * @param ownPorts held by the topology that is running in this directory
 */
export async function gatherMachineFacts(
  topology: Topology,
  ownPorts: ReadonlySet<number>,
  env: NodeJS.ProcessEnv,
): Promise<MachineFacts> {
  const [{ runtime, needs, memberBytes }, ports] = await Promise.all([
    brokerOf(defaultBroker).inspectMachine(topology.cluster, env),
    Promise.all(wantedPorts(topology).map((wanted) => lookAtPort(wanted, ownPorts))),
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

async function lookAtPort(wanted: WantedPort, ownPorts: ReadonlySet<number>): Promise<PortFact> {
  try {
    await assertPortsFree([wanted], host);
    return { ...wanted, heldBy: null, ours: false };
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    return { ...wanted, heldBy: await portHolderWords(wanted.port), ours: ownPorts.has(wanted.port) };
  }
}
