import { didYouMean } from '../../foundation/text/closest-name.ts';
import type { Finding } from '../../foundation/yaml/finding.ts';
import { clientOf } from '../../topology/client-of.ts';
import { clusterName, instancesOf } from '../../topology/order.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Scenario } from './scenario.ts';
import { systemFindings } from './system-findings.ts';
import { allButOne, roles } from '../steps/targets.ts';
import { placedSteps } from '../steps/placed-steps.ts';
import { bind } from '../steps/step.ts';

/** Checks a scenario against its topology before anything starts. */
export function topologyFindings(scenario: Scenario, topology: Topology): Finding[] {
  return [
    ...unknownTargets(scenario, topology),
    ...unlinkableTargets(scenario, topology),
    ...unknownCrashPoints(scenario, topology),
    ...tooManyBackups(scenario, topology),
    ...anonymousMessages(topology),
    ...systemFindings(scenario, {
      client: clientOf(topology),
      hasCluster: topology.cluster.runtime !== 'none',
    }),
  ];
}

function unknownTargets(scenario: Scenario, topology: Topology): Finding[] {
  const parts = partsByName(topology);
  const instances = instancesOf(topology).map(({ name }) => name);
  const named = [...parts.keys()].filter((name) => !instances.includes(name));
  const choices = `${[...named, ...roles].join(', ')}, ${allButOne}NAME, or an instance like ${instances[0] ?? 'SERVICE-1'}`;
  return placedSteps(scenario).flatMap(({ step, path }) =>
    bind(step)
      .targets()
      .flatMap(({ target, path: below }) => {
        const at = [...path, step.kind, ...below];
        if (
          topology.cluster.runtime === 'external' &&
          isOfMembers(target) &&
          !isKnownBroker(target, topology)
        )
          return [
            {
              path: at,
              message: `${target} with an external cluster, whose members distq does not kill or stop; expected a service`,
            },
          ];
        if (topology.cluster.runtime === 'none' && isOfMembers(target) && !isKnownBroker(target, topology))
          return [
            {
              path: at,
              message: `${target} without a cluster; expected a service, or broker.kill in the topology`,
            },
          ];
        const spares = target.startsWith(allButOne);
        const name = spares ? target.slice(allButOne.length) : target;
        const count = parts.get(name);
        if (spares && count === 1)
          return [
            {
              path: at,
              message: `${target} matches nothing: there is only one ${name}; expected a name with several instances`,
            },
          ];
        if (count !== undefined || isRole(target)) return [];
        const near = didYouMean(name, [...parts.keys(), ...roles]);
        const message = `no service, instance or member of topology ${topology.name} is called "${name}"${near}; expected ${choices}`;
        return [{ path: at, message }];
      }),
  );
}

/** Only members have links that can be cut, and only those that distq starts. */
function unlinkableTargets(scenario: Scenario, { name, cluster }: Topology): Finding[] {
  const members = cluster.members.map((member) => member.name);
  return placedSteps(scenario).flatMap(({ step, path }) => {
    const { links, targets } = bind(step);
    if (links() === undefined) return [];
    if (members.length < 2)
      return [
        {
          path: [...path, step.kind],
          message: `${step.kind} on topology ${name}; expected at least two members that distq starts`,
        },
      ];
    return targets()
      .filter(({ target }) => !isRole(target) && !members.includes(target))
      .map(({ target, path: below }) => ({
        path: [...path, step.kind, ...below],
        message: `${step.kind} of ${target}, which is no member; expected ${[...members, ...roles].join(', ')}`,
      }));
  });
}

/** Number of processes by name. */
function partsByName(topology: Topology): Map<string, number> {
  const { members } = topology.cluster;
  return new Map([
    ...Object.entries(topology.services).map(([name, { ports }]) => [name, ports.length] as const),
    [clusterName, members.length],
    ...members.map(({ name }) => [name, 1] as const),
    ...instancesOf(topology).map(({ name }) => [name, 1] as const),
  ]);
}

/** Without a UUID in its item a message is known by a token in its text alone, which needs a description. */
function anonymousMessages({ name, queue, client }: Topology): Finding[] {
  if (queue.items === 'envelope' || client !== undefined) return [];
  const message = `topology ${name} has queue items text, which have no UUID; expected \`client: lab\` beside it, so that messages are known by their texts`;
  return [{ path: ['topology'], message }];
}

/** A role of members, or all of them. */
function isOfMembers(target: string): boolean {
  return isRole(target) || target === clusterName;
}

/** The owner of the queue is a service that the topology names. */
function isKnownBroker(target: string, { broker }: Topology): boolean {
  return target === 'queue-owner' && broker !== undefined;
}

function isRole(target: string): boolean {
  return roles.some((role) => role === target);
}

function unknownCrashPoints({ change }: Scenario, { name: topologyName, services }: Topology): Finding[] {
  return Object.keys(change.crashPoints ?? {})
    .filter((name) => !Object.hasOwn(services, name))
    .map((name) => {
      const names = Object.keys(services);
      const message = `no service of topology ${topologyName} is called "${name}"${didYouMean(name, names)}; expected one of ${names.join(', ')}`;
      return { path: ['change', 'crashPoints', name], at: 'key', message };
    });
}

/** As in a topology: each backup is on a different member than the original. */
function tooManyBackups({ change }: Scenario, { cluster }: Topology): Finding[] {
  if (cluster.runtime === 'external' || cluster.runtime === 'none') return changesOfForeign(change);
  const most = cluster.members.length - 1;
  return (['queueBackups', 'mapBackups'] as const).flatMap((key) => {
    const backups = change[key] ?? 0;
    if (backups <= most) return [];
    const message = `${key} is ${backups} on ${cluster.members.length} members; expected at most ${most}, because each backup is on a different member than the original`;
    return [{ path: ['change', key], message }];
  });
}

/** The configuration of an external cluster determines its structures, so a scenario cannot change them. */
function changesOfForeign(change: Scenario['change']): Finding[] {
  return (['queueBackups', 'mapBackups', 'queueMaxSize'] as const)
    .filter((key) => change[key] !== undefined)
    .map((key) => ({
      path: ['change', key],
      message: `${key} without members that distq starts; it changes no other cluster`,
    }));
}
