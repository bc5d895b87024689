import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ClusterLinks } from '../../../../src/broker/contract/cluster-links.ts';
import { createJvmRuntime } from '../../../../src/broker/hazelcast/jvm/jvm.ts';
import { settingsOf } from '../../../../src/topology/settings-of.ts';
import type { ClusterSettings } from '../../../../src/protocol/cluster-settings.ts';
import type { RunningProcess } from '../../../../src/foundation/processes/process.ts';
import { waitFor } from '../../../../src/foundation/async/wait-for.ts';
import { topologySchema, type ClusterSpec, type MemberSpec } from '../../../../src/topology/topology.ts';
import { freePorts } from './free-ports.ts';
import type { ClusterRuntime } from '../../../../src/broker/contract/cluster-runtime.ts';

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

  private constructor(spec: ClusterSpec, directory: string) {
    this.spec = spec;
    this.directory = directory;
    this.#runtime = createJvmRuntime(spec, { directory, env: process.env, reservePorts: freePorts });
    this.settings = settingsOf(spec);
  }

  static async prepare(members: number, overrides: object = {}): Promise<RealCluster> {
    const ports = await freePorts(2 * members);
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
    const prepared = new RealCluster(cluster, directory);
    await prepared.#runtime.prepare(() => undefined);
    return prepared;
  }

  static async start(members: number, overrides: object = {}): Promise<RealCluster> {
    const prepared = await RealCluster.prepare(members, overrides);
    await prepared.#startAll();
    return prepared;
  }

  /** Of members that were started with `links: true`. */
  get links(): ClusterLinks {
    const links = this.#runtime.links?.();
    if (links === undefined) throw new Error('the members were not started with links');
    return links;
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
        if (this.#runtime.startNews(line)?.kind === 'started') this.#started.add(member.name);
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
    await this.#runtime.end();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function memberName(index: number): string {
  return `hazelcast-${index + 1}`;
}
