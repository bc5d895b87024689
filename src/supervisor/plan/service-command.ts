import { settingsOf } from '../../topology/settings-of.ts';
import type { Command } from '../../foundation/processes/process.ts';
import type { ServiceKind } from '../../protocol/service-kind.ts';
import type { Instance } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { host } from '../probes/listen-hosts.ts';
import { selfCommand } from '../process/self-command.ts';

const ownEnvironment = {
  DISTQ_SUPERVISED: '1',
  // Only the topology may set a crash point, not the user's environment.
  DISTQ_CRASH_POINT: '',
  // glibc's own default, but fixed. Otherwise glibc raises it after the first large block is freed, and an idle service
  // keeps some 10 MB (man 3 mallopt).
  MALLOC_TRIM_THRESHOLD_: '131072',
};

interface Addresses {
  /** Port on which it listens: a number, or a placeholder in a plan without ports. */
  port: string;
  /** Base address; empty if there is none. */
  configServer: string;
}

/** The command line of an instance, and its environment variables. */
export function serviceCommand(instance: Instance, topology: Topology, addresses: Addresses): Command {
  const { spec, kind } = instance;
  return spec.command === undefined
    ? ownCommand(instance, requireKind(kind), topology, addresses)
    : foreignCommand(instance, spec.command, addresses);
}

function requireKind(kind: ServiceKind | undefined): ServiceKind {
  if (kind === undefined) throw new Error('a service without kind and command');
  return kind;
}

function ownCommand(
  instance: Instance,
  kind: ServiceKind,
  topology: Topology,
  { port, configServer }: Addresses,
): Command {
  const args = ['serve', kind, '--instance', instance.name, '--port', port, '--host', host];
  const settings = JSON.stringify({
    cluster: { ...settingsOf(topology.cluster), items: topology.queue.items },
    delivery: topology.delivery,
    retention: topology.retention,
  });
  return kind === 'config-server'
    ? { ...selfCommand(args), env: { ...ownEnvironment, DISTQ_SETTINGS: settings } }
    : { ...selfCommand([...args, '--config-server', configServer]), env: ownEnvironment };
}

function foreignCommand(instance: Instance, command: string[], { port, configServer }: Addresses): Command {
  const [file = '', ...args] = command.map((word) => word.replaceAll('{{port}}', port));
  const env = {
    PORT: port,
    DISTQ_INSTANCE: instance.name,
    DISTQ_CONFIG_SERVER: configServer,
    // Python buffers up to 8 KiB of its output to a pipe, so the log of a small service would stay empty.
    ...(process.env['PYTHONUNBUFFERED'] === undefined ? { PYTHONUNBUFFERED: '1' } : {}),
  };
  return { file, args, env };
}
