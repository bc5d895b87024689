import { pathText, type Finding, type Path, type Rule } from '../../foundation/yaml/finding.ts';
import { memberPortOf, memberPortOffset } from '../member-ports.ts';
import { clusterName, instanceName } from '../order.ts';
import type { Topology } from '../topology.ts';

interface Claim {
  path: Path;
  /** The owner, for the message. */
  owner: string;
}

const portsOnce: Rule<Topology> = ({ cluster, services }) => {
  const members = cluster.members.map(({ name, port }, index) => ({
    key: port,
    owner: `member ${name}`,
    path: ['cluster', 'members', index, 'port'],
  }));
  const instances = Object.entries(services).flatMap(([name, { ports }]) =>
    ports.map((port, index) => ({
      key: port,
      owner: instanceName(name, index),
      path: ['services', name, 'ports', index],
    })),
  );
  const forMembers = memberPorts(cluster);
  const declared = forMembers.filter(({ derived }) => !derived);
  // Two that are the same follow from one port, which is reported itself.
  const derived = [
    ...new Map(forMembers.filter((claim) => claim.derived).map((claim) => [claim.key, claim])).values(),
  ];
  return repeated(
    [...members, ...instances, ...declared, ...derived],
    ({ key, owner }, first) =>
      `port ${key} of ${owner} is already used by ${first.owner} (${pathText(first.path)}); expected each port once`,
  );
};

interface MemberPortClaim extends Claim {
  key: number;
  /** It is not in the file. */
  derived: boolean;
}

/** The ports on which members listen for each other. */
function memberPorts({ members }: Topology['cluster']): MemberPortClaim[] {
  return members.map((member, index) => {
    const derived = member.memberPort === undefined;
    return {
      key: memberPortOf(member),
      owner: `member ${member.name} for the other members${derived ? ` (its port + ${memberPortOffset}; set memberPort for another)` : ''}`,
      path: ['cluster', 'members', index, derived ? 'port' : 'memberPort'],
      derived,
    };
  });
}

const highestPort = 65_535;

const memberPortsExist: Rule<Topology> = ({ cluster }) =>
  memberPorts(cluster)
    .filter(({ key }) => key > highestPort)
    .map(({ path, owner }) => ({
      path,
      message: `no port above ${highestPort} is left for ${owner}; expected a lower port or a memberPort`,
    }));

/** On the command line a name must be unique among services, instances, members and the cluster. */
const namesOnce: Rule<Topology> = ({ cluster, services }) => {
  const own = [
    { key: clusterName, owner: 'the cluster', path: ['cluster'] },
    ...Object.entries(services).flatMap(([name, { ports }]) => [
      { key: name, owner: `service ${name}`, path: ['services', name] },
      ...ports.map((_, index) => ({
        key: instanceName(name, index),
        owner: `an instance of ${name}`,
        path: ['services', name],
      })),
    ]),
  ];
  const members = cluster.members.map(({ name }, index) => ({
    key: name,
    owner: `member ${name}`,
    path: ['cluster', 'members', index, 'name'],
  }));
  return repeated(
    [...own, ...members],
    ({ key }, first) => `the name "${key}" is already used by ${first.owner}; expected each name once`,
  );
};

function repeated<T extends Claim & { key: string | number }>(
  claims: readonly T[],
  message: (claim: T, first: T) => string,
): Finding[] {
  const first = new Map<T['key'], T>();
  const findings: Finding[] = [];
  for (const claim of claims) {
    const earlier = first.get(claim.key);
    if (earlier === undefined) first.set(claim.key, claim);
    else findings.push({ path: claim.path, uses: [earlier.path], message: message(claim, earlier) });
  }
  return findings;
}

export const nameRules = [portsOnce, memberPortsExist, namesOnce];
