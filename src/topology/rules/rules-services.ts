import type { Finding, Path, Rule } from '../../foundation/yaml/finding.ts';
import { serviceKinds } from '../../protocol/service-kind.ts';
import { isForeign, kindOf } from '../order.ts';
import { readyChecks } from '../service-readiness.ts';
import type { ServiceSpec, Topology } from '../topology.ts';

const kindOrCommand: Rule<Topology> = ({ services }) =>
  Object.entries(services)
    .filter(([name, spec]) => !isForeign(spec) && kindOf(name, spec) === undefined)
    .map(([name]) => ({
      path: ['services', name, 'kind'],
      uses: [['services', name, 'command']],
      message:
        `neither kind nor command in services.${name}; expected one of them, ` +
        `because "${name}" is not one of the kinds: ${serviceKinds.join(', ')}`,
    }));

const cwdOfCommand: Rule<Topology> = ({ services }) =>
  Object.entries(services)
    .filter(([, spec]) => spec.cwd !== undefined && !isForeign(spec))
    .map(([name]) => ({
      path: ['services', name, 'cwd'],
      at: 'key' as const,
      uses: [['services', name, 'command']],
      message: `cwd without command in services.${name}; expected a command beside it`,
    }));

const readyOnce: Rule<Topology> = ({ services }) =>
  Object.entries(services).flatMap(([name, { ready }]) => {
    const given = readyChecks.filter((check) => ready?.[check] !== undefined);
    if (given.length <= 1) return [];
    return [
      {
        path: ['services', name, 'ready'],
        at: 'key' as const,
        message: `${given.join(' and ')} in services.${name}.ready; expected one of ${readyChecks.join(', ')}`,
      },
    ];
  });

/** distq's services get the address of one config-server, which keeps the registrations in its memory. */
const oneConfigServer: Rule<Topology> = ({ services }) => {
  const entries = Object.entries(services);
  const uses = entries.flatMap(([name]) => kindPaths(name));
  const servers = entries.filter(
    ([name, spec]) => !isForeign(spec) && kindOf(name, spec) === 'config-server',
  );
  const needing = entries.filter(([name, spec]) => needsConfigServer(name, spec));
  if (servers.length === 0) {
    return needing.map(([name]) => ({
      path: ['services', name],
      at: 'key',
      // Any service with an invalid kind might be the config-server.
      uses: [['services']],
      message: `${name} needs a config-server, and the topology has none; expected one service of that kind`,
    }));
  }
  const second = servers.slice(1).map(([name]): Finding => ({
    path: ['services', name],
    at: 'key',
    uses,
    message: `${name} is a second config-server; expected one service of that kind`,
  }));
  const instances = servers
    .filter(([, spec]) => spec.ports.length > 1)
    .map(([name, spec]): Finding => ({
      path: ['services', name, 'ports', 1],
      uses: kindPaths(name),
      message: `${name} has ${spec.ports.length} ports; expected one, because the config-server runs as one instance`,
    }));
  return [...second, ...instances];
};

const backoffFits: Rule<Topology> = ({ services }) =>
  Object.entries(services)
    .filter(([, { restart }]) => restart.maxBackoffMs < restart.backoffMs)
    .map(([name, { restart }]) => ({
      path: ['services', name, 'restart', 'maxBackoffMs'],
      uses: [['services', name, 'restart', 'backoffMs']],
      message: `maxBackoffMs ${restart.maxBackoffMs} is below backoffMs ${restart.backoffMs}; expected at least as much`,
    }));

function needsConfigServer(name: string, spec: ServiceSpec): boolean {
  const kind = kindOf(name, spec);
  return !isForeign(spec) && kind !== undefined && kind !== 'config-server';
}

function kindPaths(name: string): Path[] {
  return [
    ['services', name, 'kind'],
    ['services', name, 'command'],
  ];
}

export const serviceRules = [kindOrCommand, cwdOfCommand, readyOnce, oneConfigServer, backoffFits];
