import { defaultSession } from '../control/session-files.ts';
import { isolate } from '../topology/isolate.ts';
import { instancesOf } from '../topology/order.ts';
import { host } from './host.ts';
import { findFreePorts } from './ports.ts';
import type { UpOptions } from './run-session.ts';

/** The same start on free ports, with a session (unless one was named) and a cluster name of its own. */
export async function isolateUp(options: UpOptions, suffix: string): Promise<UpOptions> {
  const { topology } = options;
  const count = topology.cluster.members.length + instancesOf(topology).length;
  const [last, ...ports] = await findFreePorts(count + 1, host);
  return {
    ...options,
    managementCenterPort: options.managementCenterPort === undefined ? undefined : last,
    session: options.session === defaultSession ? `iso-${suffix}` : options.session,
    topology: isolate(topology, ports, suffix),
  };
}
