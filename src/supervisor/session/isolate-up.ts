import { defaultSession } from '../../control/session-files.ts';
import { hasFixedPorts, isolatedTopology, isolatedPortCount } from '../../topology/isolated-topology.ts';
import { host } from '../probes/listen-hosts.ts';
import { reservePorts } from '../ports/reserve-ports.ts';
import type { UpOptions } from './run-session.ts';

export interface IsolatedUp {
  up: UpOptions;
  /** Call this when every started part has listened or failed. The end of this process releases them too. */
  releasePorts: () => void;
}

/**
 * The same start with free ports, its own cluster name, and (unless one was named) its own session.
 * Somebody else's services keep the ports of their file, so only the session is another one.
 * @throws MachineLacksError if there are not enough free ports
 */
export async function isolateUp(options: UpOptions, suffix: string): Promise<IsolatedUp> {
  const { topology } = options;
  const session = options.session === defaultSession ? `iso-${suffix}` : options.session;
  if (hasFixedPorts(topology)) return { up: { ...options, session }, releasePorts: () => undefined };
  const { ports: reserved, release } = await reservePorts(isolatedPortCount(topology) + 2, host);
  // Management Center also uses the next port, for its health check.
  const [managementCenterPort, , ...ports] = reserved;
  return {
    up: {
      ...options,
      managementCenterPort: options.managementCenterPort === undefined ? undefined : managementCenterPort,
      // Any free one: the supervisor listens there itself, at once.
      pagePort: options.pagePort === undefined ? undefined : 0,
      session,
      topology: isolatedTopology(topology, ports, suffix),
    },
    releasePorts: release,
  };
}
