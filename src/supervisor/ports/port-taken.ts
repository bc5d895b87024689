import { basename } from 'node:path';
import { PortTakenError } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { listenHosts, type Program } from '../probes/listen-hosts.ts';
import { findListening, type Listening, type PortHolder } from './port-listener.ts';
import { isOfStart, type StartIdentity } from '../operating-system/process-tree.ts';

/** What ended a moment ago may still hold its port: a container's proxy, for one. */
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
  program: Program;
}

/**
 * Must hold right before a process is started: else somebody else would answer in its place.
 * @throws PortTakenError that names who listens
 */
export async function assertNobodyListens(plan: Wanting): Promise<void> {
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

/** Who listens on the port of a start without coming from it; undefined where there is none, or the system does not tell. */
export async function findStranger(plan: Wanting, start: StartIdentity): Promise<PortHolder | undefined> {
  if (plan.program === 'container') return undefined;
  const listening = (await findListening(plan.port, listenHosts(plan.program), start.pid)) ?? [];
  const areOurs = await Promise.all(listening.map(({ pid }) => isOfStart(pid, start)));
  if (areOurs.includes(true)) return undefined;
  return listening.find((holder, index) => areOurs[index] === false && !isContainerProxy(holder));
}

/** @param taken ports, each with who wants it and who has it; undefined where the system does not tell */
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
