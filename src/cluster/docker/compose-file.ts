import { parse, stringify } from 'yaml';
import { z } from 'zod';
import composeText from '../../../docker-compose.yml';
import type { ClusterSpec, MemberSpec } from '../../topology/schema.ts';
import { containerPorts } from '../member-config.ts';

/** Whose service in docker-compose.yml is the pattern for every member. */
const pattern = 'hazelcast-node1';
const configFile = '/opt/hazelcast/config/distq.yaml';
const loggingFile = '/opt/hazelcast/config/distq-logging.properties';
const publicAddress = 'HZ_ADVANCEDNETWORK_CLIENTSERVERSOCKETENDPOINTCONFIG_PUBLICADDRESS';

const composeSchema = z.object({
  services: z.object({
    [pattern]: z.looseObject({
      image: z.string(),
      environment: z.looseObject({ JAVA_OPTS: z.string() }),
    }),
  }),
  networks: z.record(z.string(), z.unknown()),
});

export interface ComposePlan {
  project: string;
  cluster: Pick<ClusterSpec, 'members' | 'heapMb'>;
  /** The configuration file of a member on this machine; absolute. */
  configOf: (member: MemberSpec) => string;
  /** For all members; absolute. */
  logging: string;
}

/**
 * The compose file of one session: the project's own docker-compose.yml with as many members as the topology has, under its names, on its
 * ports and with its files. What else stands there (image, limits, health check, network) is taken as it is.
 */
export function composeFile({ project, cluster, configOf, logging }: ComposePlan): string {
  const { member, networks } = readPattern();
  const members = cluster.members.map((spec): [string, object] => [
    spec.name,
    {
      ...member,
      container_name: containerName(project, spec.name),
      environment: {
        ...member.environment,
        JAVA_OPTS: `${member.environment.JAVA_OPTS} -Xmx${cluster.heapMb}m`,
        [publicAddress]: `127.0.0.1:${spec.port}`,
      },
      ports: [`127.0.0.1:${spec.port}:${containerPorts.clients}`],
      volumes: [mount(configOf(spec), configFile), mount(logging, loggingFile)],
    },
  ]);
  return stringify({ services: Object.fromEntries(members), networks });
}

function readPattern() {
  const { services, networks } = composeSchema.parse(parse(composeText, { merge: true }));
  return { member: services[pattern], networks };
}

export function containerName(project: string, member: string): string {
  return `${project}-${member}`;
}

/** For Java beside its heap: code, threads, buffers. */
const besideHeapMb = 256;

/** The variables that docker-compose.yml leaves to whoever runs it. */
export function composeVariables({
  version,
  heapMb,
}: Pick<ClusterSpec, 'version' | 'heapMb'>): Record<string, string> {
  return { HAZELCAST_VERSION: version, HAZELCAST_MEMORY: `${heapMb + besideHeapMb}m` };
}

/** The image of the members. */
export function memberImage(variables: Readonly<Record<string, string | undefined>>): string {
  return readPattern().member.image.replaceAll(
    /\$\{(\w+):-([^}]*)\}/g,
    (_, name: string, otherwise: string) => variables[name] || otherwise,
  );
}

/** Dollar signs would be taken for variables. */
function mount(source: string, target: string): object {
  return { type: 'bind', source: source.replaceAll('$', '$$$$'), target, read_only: true };
}
