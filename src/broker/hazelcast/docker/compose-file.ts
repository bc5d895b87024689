import { parse, stringify } from 'yaml';
import { z } from 'zod';
import composeText from '../../../../docker-compose.yml';
import type { ClusterSpec, MemberSpec } from '../../../topology/topology.ts';
import { containerPorts } from '../members/member-config.ts';

/** Whose service in docker-compose.yml is the pattern for every member. */
const pattern = 'hazelcast-node1';
export const managementCenter = 'management-center';
const configFile = '/opt/hazelcast/config/distq.yaml';
const loggingFile = '/opt/hazelcast/config/distq-logging.properties';
const publicAddress = 'HZ_ADVANCEDNETWORK_CLIENTSERVERSOCKETENDPOINTCONFIG_PUBLICADDRESS';
const memberAddress = 'HZ_ADVANCEDNETWORK_MEMBERSERVERSOCKETENDPOINTCONFIG_PUBLICADDRESS';

const composeSchema = z.object({
  services: z.object({
    [pattern]: z.looseObject({
      image: z.string(),
      environment: z.looseObject({ JAVA_OPTS: z.string() }),
    }),
    [managementCenter]: z.looseObject({ image: z.string(), environment: z.looseObject({}) }),
  }),
  networks: z.looseObject({ cluster: z.looseObject({}) }),
});

export interface ComposePlan {
  project: string;
  cluster: Pick<ClusterSpec, 'name' | 'members' | 'heapMb'>;
  /** undefined: it is not wanted. */
  managementCenterPort: number | undefined;
  /** The configuration file of a member on this machine; absolute. */
  configOf: (member: MemberSpec) => string;
  /** For all members; absolute. */
  logging: string;
  /** By member, on a network of their own, on which it is put later. Default: they meet where clients reach them. */
  addresses?: ReadonlyMap<string, string> | undefined;
  /** The port of the machine that leads to a member, if a proxy has its own. */
  publishedPortOf?: (member: MemberSpec) => number;
}

/**
 * The compose file of one session: the project's own docker-compose.yml with as many members as the topology has, under its names, on its
 * ports and with its files. What else stands there (image, limits, health check, network) is taken as it is.
 */
export function composeFile(plan: ComposePlan): string {
  const { project, cluster, configOf, logging, managementCenterPort: port, addresses } = plan;
  const { publishedPortOf = (spec: MemberSpec) => spec.port } = plan;
  const { member, center, networks } = readPattern();
  const members = cluster.members.map((spec): [string, object] => [
    spec.name,
    {
      ...member,
      container_name: containerName(project, spec.name),
      environment: {
        ...member.environment,
        JAVA_OPTS: `${member.environment.JAVA_OPTS} -Xmx${cluster.heapMb}m`,
        [publicAddress]: `127.0.0.1:${spec.port}`,
        ...ownAddress(addresses?.get(spec.name)),
      },
      ports: [`127.0.0.1:${publishedPortOf(spec)}:${containerPorts.clients}`],
      volumes: [mount(configOf(spec), configFile), mount(logging, loggingFile)],
    },
  ]);
  const services = Object.fromEntries(members);
  if (port !== undefined)
    services[managementCenter] = {
      ...center,
      container_name: containerName(project, managementCenter),
      environment: {
        ...center.environment,
        MC_DEFAULT_CLUSTER: cluster.name,
        MC_DEFAULT_CLUSTER_MEMBERS: cluster.members.map((spec) => `127.0.0.1:${spec.port}`).join(','),
        MC_HTTP_PORT: String(port),
        MC_HEALTH_CHECK_PORT: String(port + 1),
      },
    };
  return stringify({ services, networks: addresses === undefined ? networks : apart(networks) });
}

/** In the container of a member, the address that it tells the others. */
function ownAddress(address: string | undefined): Record<string, string> {
  return address === undefined ? {} : { [memberAddress]: `${address}:${containerPorts.members}` };
}

/** Members must not reach each other on the network of clients, or one that left theirs could go on there. */
function apart(networks: ReturnType<typeof readPattern>['networks']): object {
  const { cluster } = networks;
  return {
    ...networks,
    cluster: { ...cluster, driver_opts: { 'com.docker.network.bridge.enable_icc': 'false' } },
  };
}

function readPattern() {
  const { services, networks } = composeSchema.parse(parse(composeText, { merge: true }));
  return { member: services[pattern], center: services[managementCenter], networks };
}

export function containerName(project: string, member: string): string {
  return `${project}-${member}`;
}

/** For Java beside its heap: code, threads, buffers. */
const besideHeapMb = 256;

/** The variables of docker-compose.yml, set by the caller. */
export function composeVariables({
  version,
  heapMb,
}: Pick<ClusterSpec, 'version' | 'heapMb'>): Record<string, string> {
  return { HAZELCAST_VERSION: version, HAZELCAST_MEMORY: `${heapMb + besideHeapMb}m` };
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The image of the members. */
export function memberImage(variables: Variables): string {
  return filledIn(readPattern().member.image, variables);
}

export function managementCenterImage(variables: Variables): string {
  return filledIn(readPattern().center.image, variables);
}

/** As compose does it with ${NAME:-OTHERWISE}. */
function filledIn(text: string, variables: Variables): string {
  return text.replaceAll(
    /\$\{(\w+):-([^}]*)\}/g,
    (_, name: string, otherwise: string) => variables[name] || otherwise,
  );
}

/** Dollar signs would be taken for variables. */
function mount(source: string, target: string): object {
  return { type: 'bind', source: source.replaceAll('$', '$$$$'), target, read_only: true };
}
