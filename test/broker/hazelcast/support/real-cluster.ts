import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createJvmRuntime } from '../../../../src/broker/hazelcast/jvm/jvm.ts';
import { ClusterLinks } from '../../../../src/broker/hazelcast/links/cluster-links.ts';
import {
  linkPortCount,
  planLinks,
  type LinkWish,
} from '../../../../src/broker/hazelcast/links/plan-links.ts';
import type { MemberLinks } from '../../../../src/broker/hazelcast/members/member-links.ts';
import { settingsOf } from '../../../../src/broker/hazelcast/members/settings-of.ts';
import type { ClusterSettings } from '../../../../src/protocol/cluster-settings.ts';
import type { RunningProcess } from '../../../../src/foundation/processes/process.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { topologySchema, type ClusterSpec, type MemberSpec } from '../../../../src/topology/topology.ts';
import { freePorts } from './free-ports.ts';
import type { ClusterRuntime } from '../../../../src/broker/hazelcast/members/cluster-runtime.ts';

/** Real members, as the supervisor starts them. */
export class RealCluster {
  readonly spec: ClusterSpec;
  readonly settings: ClusterSettings;
  readonly #runtime: ClusterRuntime;
  /** In which its members are started. */
  readonly directory: string;
  readonly #running = new Map<string, RunningProcess>();
  readonly #started = new Set<string>();
  readonly #lastLines: string[] = [];

  #links: ClusterLinks | undefined;

  private constructor(spec: ClusterSpec, directory: string, links: MemberLinks | undefined) {
    this.spec = spec;
    this.directory = directory;
    this.#runtime = createJvmRuntime(spec, { directory, env: process.env, links });
    this.settings = settingsOf(spec);
  }

  static async prepare(members: number, overrides: object = {}): Promise<RealCluster> {
    return RealCluster.#prepare(members, overrides, await freePorts(2 * members));
  }

  static async #prepare(
    members: number,
    overrides: object,
    ports: number[],
    planned?: MemberLinks,
  ): Promise<RealCluster> {
    const { cluster } = topologySchema.parse({
      name: 'test',
      services: {},
      cluster: {
        name: `test-${randomUUID()}`,
        members: ports.slice(0, members).map((port, index) => ({
          name: memberName(index),
          port,
          memberPort: ports[members + index],
        })),
        ...overrides,
      },
    });
    const directory = await mkdtemp(join(tmpdir(), 'distq-cluster-'));
    const prepared = new RealCluster(cluster, directory, planned);
    await prepared.#runtime.prepare(() => undefined);
    return prepared;
  }

  static async start(members: number, overrides: object = {}): Promise<RealCluster> {
    const prepared = await RealCluster.prepare(members, overrides);
    await prepared.#startAll();
    return prepared;
  }

  /** Its members reach each other through `links`, and clients reach them so if wished. */
  static async startLinked(
    members: number,
    overrides: object = {},
    wish: LinkWish = { clients: false },
  ): Promise<RealCluster> {
    const ports = await freePorts(2 * members + linkPortCount(members, wish));
    const names = Array.from({ length: members }, (_, index) => memberName(index));
    const planned = planLinks(names, ports.slice(2 * members), wish);
    const prepared = await RealCluster.#prepare(members, overrides, ports, planned);
    prepared.#links = await ClusterLinks.open(prepared.spec.members, planned);
    await prepared.#startAll();
    return prepared;
  }

  get links(): ClusterLinks {
    if (this.#links === undefined) throw new Error('the members were not started with links');
    return this.#links;
  }

  async #startAll(): Promise<void> {
    await Promise.all(this.spec.members.map((member) => this.launch(member, { coldStart: true })));
    await this.untilStarted(this.spec.members);
  }

  async launch(member: MemberSpec, options: { coldStart: boolean }): Promise<RunningProcess> {
    this.#started.delete(member.name);
    const launched = await this.#runtime.launch(member, options);
    this.#running.set(member.name, launched);
    for (const output of [launched.stdout, launched.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        this.#lastLines.push(`${member.name}: ${line}`);
        if (this.#runtime.startedLine(line)) this.#started.add(member.name);
      });
    }
    return launched;
  }

  async untilStarted(members: MemberSpec[]): Promise<void> {
    await waitFor({
      what: `${members.map(({ name }) => name).join(', ')} to say that they started`,
      timeoutMs: 45_000,
      probe: () => members.every(({ name }) => this.#started.has(name)) || undefined,
      lastSeen: () => this.#lastLines.slice(-20).join('\n'),
    });
  }

  hasStarted(member: MemberSpec): boolean {
    return this.#started.has(member.name);
  }

  memberAt(address: string | undefined): MemberSpec {
    const found = this.spec.members.find(({ port }) => `127.0.0.1:${port}` === address);
    if (found === undefined) throw new Error(`no member at ${address ?? 'no address'}`);
    return found;
  }

  process(member: MemberSpec): RunningProcess {
    const found = this.#running.get(member.name);
    if (found === undefined) throw new Error(`${member.name} was not launched`);
    return found;
  }

  async stop(): Promise<void> {
    for (const running of this.#running.values()) void running.kill('SIGKILL');
    await Promise.all([...this.#running.values()].map(({ exited }) => exited));
    await this.#links?.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function memberName(index: number): string {
  return `hazelcast-${index + 1}`;
}
