import { posixWord } from '../../foundation/text/quote-for-posix.ts';
import { instancesOf, isForeign, type Instance } from '../../topology/order.ts';
import { readyCheckOf } from '../../topology/service-readiness.ts';
import type { Topology } from '../../topology/topology.ts';
import { host } from '../probes/listen-hosts.ts';
import { findConfigServer } from './find-config-server.ts';
import { serviceCommand } from './service-command.ts';

/** How an instance or a member is started. */
export interface PartDetails {
  /** The command line of an instance; null for a member, because its runtime creates it later. */
  command: string[] | null;
  /** For people: the command line, or what the member runs as. */
  runs: string;
  /** null: a free port, chosen at the start. */
  port: number | null;
  /** For people: when it counts as ready. */
  readyWhen: string;
}

interface Surroundings {
  /** For people: what a member runs as. */
  memberRuns: string;
  /** Ports are chosen at the start. */
  freePorts: boolean;
}

/** Placeholder for a free port in a command line. */
const freePort = 'FREE_PORT';

/** The details of all instances and members, by name. */
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
      readyWhen: 'its log reports the start and the supervisor’s client sees it',
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
