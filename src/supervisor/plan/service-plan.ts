import { settingsOf } from '../../broker/hazelcast/members/settings-of.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForeign, type Instance } from '../../topology/order.ts';
import type { Command } from '../../foundation/processes/process.ts';
import type { ServiceKind } from '../../protocol/service-kind.ts';
import { spawnProcess } from '../../foundation/processes/spawn-process.ts';
import { readyProbe } from './probe-ready.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { ProcessPlan } from '../process/process-plan.ts';
import { startTokenVariable } from '../operating-system/process-tree.ts';
import { host } from '../probes/listen-hosts.ts';
import { selfCommand } from '../process/self-command.ts';

const stopTimeoutMs = 5_000;

const ownEnvironment = {
  DISTQ_SUPERVISED: '1',
  // Crash points are armed by a topology, not by whatever stands in the user's environment.
  DISTQ_CRASH_POINT: '',
  // glibc's own default, but fixed: it would rise with the first large block that is freed, and an idle service would then
  // keep some 10 MB for good (man 3 mallopt).
  MALLOC_TRIM_THRESHOLD_: '131072',
};

interface Surroundings {
  /** Base address; empty where there is none. */
  configServer: string;
  log: ProcessLog;
  /** Variables that say what one of our services is to do once its supervisor is gone. */
  orphaned: Record<string, string>;
}

/** How an instance of a service is started and probed. */
export function servicePlan(
  instance: Instance,
  topology: Topology,
  { configServer, log, orphaned }: Surroundings,
): ProcessPlan {
  const { spec, port, kind } = instance;
  const command =
    spec.command === undefined
      ? ownCommand(instance, requireKind(kind), topology, configServer)
      : foreignCommand(instance, spec.command, configServer);
  const program = isForeign(spec) ? 'foreign' : 'ours';
  const ready = readyProbe(spec, { program, port, log });
  return {
    name: instance.name,
    program,
    port,
    launch: (start) => {
      ready.begin();
      const env = {
        ...orphaned,
        ...command.env,
        ...spec.env,
        DISTQ_GENERATION: String(start.number),
        [startTokenVariable]: start.token,
      };
      const cwd = spec.cwd === undefined ? {} : { cwd: spec.cwd };
      return spawnProcess({ ...command, env }, { stdin: 'pipe', ...cwd });
    },
    probe: ready.probe,
    probesWhenReady: spec.ready?.thereafter !== 'never',
    readyTimeoutMs: spec.readyTimeoutMs,
    stopTimeoutMs,
    restart: spec.restart,
  };
}

function requireKind(kind: ServiceKind | undefined): ServiceKind {
  if (kind === undefined) throw new Error('a service without kind and command');
  return kind;
}

function ownCommand(
  instance: Instance,
  kind: ServiceKind,
  topology: Topology,
  configServer: string,
): Command {
  const args = ['serve', kind, '--instance', instance.name, '--port', String(instance.port), '--host', host];
  const settings = JSON.stringify({
    cluster: settingsOf(topology.cluster),
    delivery: topology.delivery,
    retention: topology.retention,
  });
  return kind === 'config-server'
    ? { ...selfCommand(args), env: { ...ownEnvironment, DISTQ_SETTINGS: settings } }
    : { ...selfCommand([...args, '--config-server', configServer]), env: ownEnvironment };
}

function foreignCommand(instance: Instance, command: string[], configServer: string): Command {
  const [file = '', ...args] = command;
  const env = {
    PORT: String(instance.port),
    DISTQ_INSTANCE: instance.name,
    DISTQ_CONFIG_SERVER: configServer,
    // Python keeps back what it writes to a pipe until there are 8 KiB: the log of a small service would stay empty.
    ...(process.env['PYTHONUNBUFFERED'] === undefined ? { PYTHONUNBUFFERED: '1' } : {}),
  };
  return { file, args, env };
}
