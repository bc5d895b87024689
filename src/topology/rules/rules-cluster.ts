import type { Rule } from '../../foundation/yaml/finding.ts';
import { ledgerMaps } from '../../protocol/ledger-entries.ts';
import type { Topology } from '../topology.ts';

const runtime = ['cluster', 'runtime'];
const members = ['cluster', 'members'];
const addresses = ['cluster', 'addresses'];

const membersFitRuntime: Rule<Topology> = ({ cluster }) => {
  const external = cluster.runtime === 'external';
  if (cluster.runtime === 'none') return [];
  if (!external && cluster.members.length === 0) {
    return [
      {
        path: members,
        at: 'key',
        uses: [runtime],
        message: 'the cluster has no members; expected at least one',
      },
    ];
  }
  if (!external || cluster.members.length === 0) return [];
  return [
    {
      path: members,
      at: 'key',
      uses: [runtime],
      message: 'members with runtime external, which starts no members; expected addresses instead',
    },
  ];
};

const addressesFitRuntime: Rule<Topology> = ({ cluster }) => {
  const external = cluster.runtime === 'external';
  if (external && cluster.addresses.length === 0) {
    return [
      {
        path: addresses,
        at: 'key',
        uses: [runtime],
        message: 'runtime external without addresses; expected at least one, like 127.0.0.1:5701',
      },
    ];
  }
  if (external || cluster.addresses.length === 0) return [];
  return [
    {
      path: addresses,
      at: 'key',
      uses: [runtime],
      message: `addresses with runtime ${cluster.runtime}; expected them with runtime external only`,
    },
  ];
};

/** Without a cluster nothing reads its other keys. */
const noneAlone: Rule<Topology> = ({ cluster }) =>
  cluster.runtime === 'none' && cluster.members.length > 0
    ? [
        {
          path: members,
          at: 'key',
          uses: [runtime],
          message:
            'members with runtime none, which starts no members; expected another runtime, or no members',
        },
      ]
    : [];

const linksFitRuntime: Rule<Topology> = ({ cluster }) => {
  if (cluster.links === 'direct' || cluster.runtime === 'jvm' || cluster.runtime === 'auto') return [];
  return [
    {
      path: ['cluster', 'links'],
      at: 'key',
      uses: [runtime],
      message: `links with runtime ${cluster.runtime}; expected runtime jvm, whose members can be cut off from each other`,
    },
  ];
};

const addressPorts: Rule<Topology> = ({ cluster }) =>
  cluster.addresses.flatMap((address, index) => {
    const port = Number(address.slice(address.lastIndexOf(':') + 1));
    if (port >= 1 && port <= 65_535) return [];
    return [{ path: [...addresses, index], message: `port ${port} in an address; expected 1 to 65535` }];
  });

const accessFitsRuntime: Rule<Topology> = ({ cluster }) =>
  (['tls', 'credentials'] as const)
    .filter((key) => cluster[key] !== undefined && cluster.runtime !== 'external')
    .map((key) => ({
      path: ['cluster', key],
      at: 'key' as const,
      uses: [runtime],
      message: `${key} with runtime ${cluster.runtime}, which does not use it; expected it with runtime external only`,
    }));

const keyAndCertificate: Rule<Topology> = ({ cluster: { tls } }) => {
  if (tls === undefined || (tls.cert === undefined) === (tls.key === undefined)) return [];
  const [there, lacking] = tls.cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
  return [{ path: ['cluster', 'tls'], message: `${there} without ${lacking}; expected both or none` }];
};

/** The number of members of an external cluster is unknown, and a cluster without members is reported separately. */
const backupsFit: Rule<Topology> = ({ cluster }) => {
  const count = cluster.members.length;
  if (count === 0) return [];
  return (['map', 'queue'] as const)
    .filter((structure) => cluster[structure].backups >= count)
    .map((structure) => ({
      path: ['cluster', structure, 'backups'],
      uses: [members],
      message:
        `${counted(cluster[structure].backups, 'backup')} of the ${structure} on ${counted(count, 'member')}; ` +
        `expected at most ${count - 1}, because each backup needs a member of its own`,
    }));
};

/** Less than a majority would let both halves of a split serve, and all of them would let nothing go on when one dies. */
const protectionFits: Rule<Topology> = ({ cluster }) => {
  const { members: all, splitBrainProtection: wanted } = cluster;
  if (wanted === undefined) return [];
  const path = ['cluster', 'splitBrainProtection'];
  if (cluster.runtime === 'external') {
    const message = 'splitBrainProtection with runtime external, whose members are configured elsewhere';
    return [{ path, at: 'key', uses: [runtime], message }];
  }
  const majority = Math.floor(all.length / 2) + 1;
  const most = all.length - 1;
  if (all.length === 0 || (wanted >= majority && wanted <= most)) return [];
  const expected =
    majority > most
      ? 'expected at least 3 members, so that a majority is left when one dies'
      : `expected ${majority === most ? majority : `${majority} to ${most}`}: a majority, and not all`;
  const message = `splitBrainProtection ${wanted} of ${counted(all.length, 'member')}; ${expected}`;
  return [{ path, uses: [members, runtime], message }];
};

/** The ledger's maps do not contain texts. */
const mapIsNoLedger: Rule<Topology> = ({ cluster }) => {
  const names: string[] = Object.values(ledgerMaps);
  if (!names.includes(cluster.map.name)) return [];
  return [
    {
      path: ['cluster', 'map', 'name'],
      message: `the map's name ${cluster.map.name} is reserved for the ledger; expected a name other than ${names.join(' and ')}`,
    },
  ];
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export const clusterRules = [
  membersFitRuntime,
  noneAlone,
  addressesFitRuntime,
  linksFitRuntime,
  addressPorts,
  accessFitsRuntime,
  keyAndCertificate,
  backupsFit,
  protectionFits,
  mapIsNoLedger,
];
