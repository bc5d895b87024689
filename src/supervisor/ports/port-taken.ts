import { basename } from 'node:path';
import { PortTakenError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { listenHosts, type Program } from '../probes/listen-hosts.ts';
import { findListening, type Listening, type PortHolder } from './port-listener.ts';
import { isOfStart, type StartIdentity } from '../operating-system/process-tree.ts';

/** The port of a process that has just ended may still be in use, for instance by a container's proxy. */
const freeTimeoutMs = 1_000;
/** They listen for containers, and are started by the engine. */
const containerProxies = [
  'docker-proxy',
  'rootlesskit',
  'rootlessport',
  'conmon',
  'pasta',
  'slirp4netns',
  'com.docker.backend',
  'vpnkit',
  'gvproxy',
  'wslrelay',
];

interface Wanting {
  name: string;
  port: number;
  /** A second port of a member. */
  memberPort?: number | undefined;
  program: Program;
}

/** The part that wants a member's second port, for people. */
export function memberPortWanter(member: string): string {
  return `${member} (for the other members)`;
}

/**
 * To be checked right before a process is started: else another process would answer in its place.
 * @throws PortTakenError that names the listening process
 */
export async function assertNobodyListens({ memberPort, ...plan }: Wanting): Promise<void> {
  await assertFree(plan);
  if (memberPort !== undefined)
    await assertFree({ ...plan, name: memberPortWanter(plan.name), port: memberPort });
}

async function assertFree(plan: Wanting): Promise<void> {
  let listening: Listening | undefined;
  await waitFor({
    what: `port ${plan.port} to be free`,
    timeoutMs: freeTimeoutMs,
    probe: async () => {
      listening = await findListening(plan.port, listenHosts(plan.program));
      return listening === undefined ? true : undefined;
    },
  }).catch(() => undefined);
  if (listening !== undefined) throw portTaken([{ ...plan, holder: listening[0] }]);
}

/** The process that listens on the port of a start but does not belong to it; undefined where there is none, or the system does not report it. */
export async function findStranger(plan: Wanting, start: StartIdentity): Promise<PortHolder | undefined> {
  if (plan.program === 'container') return undefined;
  const listening = (await findListening(plan.port, listenHosts(plan.program), start.pid)) ?? [];
  const areOurs = await Promise.all(listening.map(({ pid }) => isOfStart(pid, start)));
  if (areOurs.includes(true)) return undefined;
  return listening.find((holder, index) => areOurs[index] === false && !isContainerProxy(holder));
}

/** @param taken ports, each with the part that wants it and the process that holds it; undefined where the system does not report it */
export function portTaken(
  taken: readonly { port: number; name: string; holder: PortHolder | undefined }[],
): PortTakenError {
  const lines = taken.map(
    ({ port, name, holder }) => `port ${port}, which ${name} wants, is held by ${holderWords(holder)}`,
  );
  return new PortTakenError(lines.join('\n'), {
    hint: 'end the process that holds it, give another port in a topology file of your own (`distq topology show lab > my.yaml`), or take free ports with `distq up --isolated`',
  });
}

export function holderWords(holder: PortHolder | undefined): string {
  return holder === undefined ? 'another process' : `process ${holder.pid} (${holder.command})`;
}

function isContainerProxy({ command }: PortHolder): boolean {
  return containerProxies.includes(basename(command.split(' ')[0] ?? ''));
}
