import { settingsOf } from '../cluster/settings-of.ts';
import type { Topology } from '../topology/schema.ts';
import type { Instance } from '../topology/order.ts';
import type { Command } from '../shared/process.ts';
import type { ServiceKind } from '../shared/service-kind.ts';
import { spawnProcess } from '../shared/spawn-process.ts';
import { probeHttp } from './probe-http.ts';
import type { ProcessPlan } from './process-plan.ts';
import { host } from './host.ts';
import { selfCommand } from './self-command.ts';

const stopTimeoutMs = 5_000;

const ownEnvironment = {
  DISTQ_SUPERVISED: '1',
  // Crash points are armed by a topology, not by whatever stands in the user's environment.
  DISTQ_CRASH_POINT: '',
  // glibc's own default, but fixed: it would rise with the first large block that is freed, and an idle service would then
  // keep some 10 MB for good (man 3 mallopt).
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** How an instance of a service is started and probed. */
export function servicePlan(
  instance: Instance,
  topology: Topology,
  configServer: string,
  whenOrphaned: Record<string, string>,
): ProcessPlan {
  const { spec } = instance;
  const command =
    instance.kind === undefined
      ? foreignCommand(instance, spec.command ?? [], configServer)
      : ownCommand(instance, instance.kind, topology, configServer);
  const url = `http://${host}:${instance.port}${spec.readyPath}`;
  return {
    name: instance.name,
    launch: (generation) => {
      const env = { ...whenOrphaned, ...command.env, ...spec.env, DISTQ_GENERATION: String(generation) };
      return spawnProcess({ ...command, env }, { stdin: 'pipe' });
    },
    probe: () => probeHttp(url),
    readyTimeoutMs: spec.readyTimeoutMs,
    stopTimeoutMs,
    restart: spec.restart,
  };
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
  };
  return { file, args, env };
}
