import { defaultSession } from '../../control/session-files.ts';
import { isolate, isolatedPortCount } from '../../topology/isolate.ts';
import { host } from '../probes/listen-hosts.ts';
import { reservePorts } from '../ports/reserve-ports.ts';
import type { UpOptions } from './run-session.ts';

export interface IsolatedUp {
  up: UpOptions;
  /** To be called once everything that `up` starts has listened, or was given up; the end of this process does it too. */
  releasePorts: () => void;
}

/**
 * The same start on free ports, with a session (unless one was named) and a cluster name of its own.
 * @throws MachineLacksError if there are not enough free ports
 */
export async function isolateUp(options: UpOptions, suffix: string): Promise<IsolatedUp> {
  const { topology } = options;
  const { ports: reserved, release } = await reservePorts(isolatedPortCount(topology) + 2, host);
  // It takes the port after its own, too, for its health check.
  const [managementCenterPort, , ...ports] = reserved;
  return {
    up: {
      ...options,
      managementCenterPort: options.managementCenterPort === undefined ? undefined : managementCenterPort,
      session: options.session === defaultSession ? `iso-${suffix}` : options.session,
      topology: isolate(topology, ports, suffix),
    },
    releasePorts: release,
  };
}
