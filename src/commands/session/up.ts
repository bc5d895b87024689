import { randomBytes } from 'node:crypto';
import { Flags } from '@oclif/core';
import { describeChoice, type RuntimeChoice } from '../../broker/contract/runtime-choice.ts';
import type { StateChange } from '../../control/contract.ts';
import type { UpOptions } from '../../supervisor/session/run-session.ts';
import { UsageError, messageOf } from '../../foundation/errors/errors.ts';
import { hasFixedPorts } from '../../topology/isolated-topology.ts';
import { linkKinds, runtimeNames } from '../../topology/cluster-schema.ts';
import type { Topology } from '../../topology/topology.ts';
import { BaseCommand } from '../frame/base.ts';
import type { UpPlanDocument } from '../frame/documents.ts';
import { completes } from '../frame/completes.ts';
import { clientOf } from '../../topology/client-of.ts';
import { createSystem } from '../../system/create-system.ts';
import { printableLines } from '../../terminal/printable.ts';
import { StartView } from '../../terminal/start-view.ts';
import { waitTimeoutFlag, waitTimeoutMs } from '../frame/wait-timeout-flag.ts';

export class Up extends BaseCommand {
  static override summary = 'Start a whole topology: the cluster, then the services';
  static override description = [
    'In the foreground it shows all logs; Ctrl-C shuts down gracefully, a second Ctrl-C kills immediately.',
    'If any part does not become ready, the others are stopped and the end of its log is shown.',
  ].join(' ');
  static override examples = [
    { description: 'Start the lab in the background', command: 'distq up --detach' },
    { description: 'Start a topology file of your own', command: 'distq up --topology ./my.yaml' },
    {
      description: 'Start the services against an existing cluster',
      command: 'distq up --detach --cluster 127.0.0.1:5701,127.0.0.1:5702',
    },
    { description: 'Start a second one in parallel, on free ports', command: 'distq up --detach --isolated' },
    { description: 'See what would be started, and why, without starting it', command: 'distq up --dry-run' },
  ];
  static override flags = {
    topology: Flags.string({
      char: 't',
      default: 'lab',
      helpValue: 'NAME|FILE',
      ...completes('topology'),
      description: 'topology to start',
    }),
    detach: Flags.boolean({
      char: 'd',
      description: 'run in the background: return when everything is ready',
    }),
    runtime: Flags.option({
      options: runtimeNames,
      description: 'runtime of the members [default: set by the topology]',
    })(),
    cluster: Flags.string({
      helpValue: 'HOST:PORT,…',
      ...completes('nothing'),
      description: 'use this existing cluster and start no members (runtime external)',
    }),
    'management-center': Flags.boolean({
      description: 'run Management Center on port 8008 too (members in containers only)',
    }),
    page: Flags.boolean({
      allowNo: true,
      default: true,
      description: 'serve the live page of the lab, on the port of its topology (8008)',
    }),
    'wait-timeout': waitTimeoutFlag('seconds for the whole start'),
    isolated: Flags.boolean({ description: 'use free ports, a new session name and a new cluster name' }),
    links: Flags.option({
      description:
        'members can be cut off from each other (members), and from clients (all): isolate, slow, heal; costs throughput',
      options: linkKinds,
    })(),
    'dry-run': Flags.boolean({
      description: 'print what would be started, in which order and why, and start nothing',
      exclusive: ['detach'],
    }),
  };
  protected override readonly graceMs = 60_000;

  async run(): Promise<void> {
    const { flags } = await this.parse(Up);
    const wanted = await upOptions(flags);
    if (flags.isolated) refuseFixedPorts(wanted.topology);
    if (flags['dry-run']) await this.#showPlan(wanted, flags);
    else await this.#start(flags.isolated ? await isolated(wanted) : wanted, flags);
  }

  async #showPlan(options: UpOptions, flags: { isolated: boolean; json: boolean }): Promise<void> {
    const { planUp, upPlanText } = await import('../../supervisor/session/plan-up.ts');
    const plan = await planUp({ ...options, isolated: flags.isolated, signal: this.interrupted });
    this.print<UpPlanDocument>(flags.json, plan, () => printableLines(upPlanText(plan)));
  }

  async #start(options: UpOptions, flags: { detach: boolean; json: boolean }): Promise<void> {
    const { partNames } = await import('../../topology/order.ts');
    const view = new StartView({
      json: flags.json,
      names: partNames(options.topology),
      postAddress: createSystem(clientOf(options.topology)).postAddress,
      stream: !flags.detach,
    });
    try {
      await (flags.detach ? this.#inBackground(options, view) : this.#inForeground(options, view));
    } catch (error) {
      this.interrupted.throwIfAborted();
      await view.fail(messageOf(error));
      throw error;
    } finally {
      await view.close();
    }
  }

  async #inBackground(options: UpOptions, view: StartView): Promise<void> {
    const { upDetached } = await import('../../supervisor/session/detached.ts');
    const status = await upDetached(options, {
      ...hooksOf(view),
      signal: this.interrupted,
      endsWithCommand: false,
    });
    await view.close();
    view.showReady(status);
  }

  async #inForeground(options: UpOptions, view: StartView): Promise<void> {
    const { runSession } = await import('../../supervisor/session/run-session.ts');
    const onInterrupt = () => {
      view.onInterrupt();
    };
    this.interrupted.addEventListener('abort', onInterrupt, { once: true });
    await runSession(options, {
      ...hooksOf(view),
      onReady: (status, session) => {
        void view.close().then(() => {
          view.showReady(status);
          return view.followLogs(session, this.interrupted);
        });
      },
      signal: this.interrupted,
    });
  }
}

function hooksOf(view: StartView) {
  return {
    onRuntime: (choice: RuntimeChoice) => {
      view.onRuntime(describeChoice(choice));
    },
    onProgress: (text: string) => {
      view.onProgress(text);
    },
    onChange: (change: StateChange) => {
      view.onChange(change);
    },
  };
}

interface UpFlags {
  topology: string;
  runtime: UpOptions['runtime'] | undefined;
  session: string;
  cluster: string | undefined;
  'management-center': boolean;
  page: boolean;
  links: Topology['cluster']['links'] | undefined;
  'wait-timeout': number | undefined;
}

async function upOptions(flags: UpFlags): Promise<UpOptions> {
  const { findTopology } = await import('../../topology/builtin-topologies.ts');
  const { pagePortOf } = await import('../../topology/page-port.ts');
  const directory = process.cwd();
  const { withRuntime } = await import('../../topology/use-external.ts');
  const found = await findTopology(flags.topology, directory);
  const chosen = withRuntime(found.topology, flags);
  const topology =
    flags.links === undefined ? chosen : { ...chosen, cluster: { ...chosen.cluster, links: flags.links } };
  refuseUnlinkable(topology);
  return {
    directory,
    session: flags.session,
    topology,
    ...(flags['management-center'] ? await centerOptions(topology) : { runtime: topology.cluster.runtime }),
    pagePort: flags.page ? pagePortOf(topology, flags['management-center']) : undefined,
    waitTimeoutMs: waitTimeoutMs(flags),
    begunAtMs: performance.timeOrigin,
  };
}

function refuseFixedPorts(topology: Topology): void {
  if (!hasFixedPorts(topology)) return;
  throw new UsageError(`the services of topology ${topology.name} have fixed ports (client)`, {
    hint: 'leave out --isolated, and run one at a time',
  });
}

function refuseUnlinkable({ cluster: { links, runtime } }: Topology): void {
  if (links === 'direct' || runtime !== 'external') return;
  throw new UsageError('members of an external cluster cannot be cut off from each other', {
    hint: 'use a cluster that distq starts: --runtime jvm or docker',
  });
}

/** The ports stay reserved until this process ends. */
async function isolated(options: UpOptions): Promise<UpOptions> {
  const { isolateUp } = await import('../../supervisor/session/isolate-up.ts');
  return (await isolateUp(options, randomBytes(3).toString('hex'))).up;
}

/** Management Center exists only as a container, so `auto` means docker. */
async function centerOptions({ cluster: { runtime } }: Topology) {
  const { managementCenterPort } = await import('../../topology/management-center.ts');
  if (runtime === 'auto' || runtime === 'docker') return { runtime: 'docker', managementCenterPort } as const;
  throw new UsageError(`Management Center runs in a container, but the members run as ${runtime}`, {
    hint: 'run the members in containers as well: --runtime docker',
  });
}
