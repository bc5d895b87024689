import { posixWord } from '../../foundation/text/quote-for-posix.ts';
import { instancesOf, isForeign, type Instance } from '../../topology/order.ts';
import { readyCheckOf } from '../../topology/service-readiness.ts';
import type { Topology } from '../../topology/topology.ts';
import { host } from '../probes/listen-hosts.ts';
import { findConfigServer } from './find-config-server.ts';
import { serviceCommand } from './service-command.ts';

/** The process that is started for an instance or a member. */
export interface PartDetails {
  /** The command line of an instance; null of a member, whose runtime makes it when it is prepared. */
  command: string[] | null;
  /** The command line, or what the member runs as, for people. */
  runs: string;
  /** null: a free port, chosen at the start. */
  port: number | null;
  /** What shows that it is ready, for people. */
  readyWhen: string;
}

interface Surroundings {
  /** What a member runs as, for people. */
  memberRuns: string;
  /** Ports are chosen at the start. */
  freePorts: boolean;
}

/** What a free port is called in a command line. */
const freePort = 'FREE_PORT';

/** By the names of instances and members. */
export function partDetails(
  topology: Topology,
  { memberRuns, freePorts }: Surroundings,
): ReadonlyMap<string, PartDetails> {
  const shown = (port: number) => (freePorts ? freePort : String(port));
  const configServer = findConfigServer(topology);
  const configServerUrl = configServer === undefined ? '' : `http://${host}:${shown(configServer.port)}`;
  const ofMembers = topology.cluster.members.map(({ name, port }): [string, PartDetails] => [
    name,
    {
      command: null,
      runs: memberRuns,
      port: freePorts ? null : port,
      readyWhen: 'its log says that it is started and the supervisor’s client sees it',
    },
  ]);
  const ofInstances = instancesOf(topology).map((instance): [string, PartDetails] => {
    const port = shown(instance.port);
    const { file, args } = serviceCommand(instance, topology, { port, configServer: configServerUrl });
    const command = [file, ...args];
    return [
      instance.name,
      {
        command,
        runs: command.map(posixWord).join(' '),
        port: freePorts ? null : instance.port,
        readyWhen: readyWhen(instance, port),
      },
    ];
  });
  return new Map([...ofMembers, ...ofInstances]);
}

function readyWhen({ spec }: Instance, port: string): string {
  const check = readyCheckOf(spec);
  switch (check.by) {
    case 'http': {
      const whose = isForeign(spec) ? '' : ' with the token of this start';
      return `GET http://${host}:${port}${check.path} answers 2xx${whose}`;
    }
    case 'tcp':
      return `port ${port} accepts a connection`;
    case 'log':
      return `a line of its output matches ${String(check.pattern)}`;
    case 'running':
      return 'it runs';
  }
}
