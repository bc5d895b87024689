import type { Topology } from '../../topology/topology.ts';
import { isForeign, type Instance } from '../../topology/order.ts';
import { spawnProcess } from '../../foundation/processes/spawn-process.ts';
import { readyProbe } from './probe-ready.ts';
import type { ProcessLog } from '../logs/process-log.ts';
import type { ProcessPlan } from '../process/process-plan.ts';
import { startTokenVariable } from '../operating-system/process-tree.ts';
import { serviceCommand } from './service-command.ts';

const stopTimeoutMs = 5_000;

interface Surroundings {
  /** Base address; empty if there is none. */
  configServer: string;
  log: ProcessLog;
  /** Variables with which a distq service cleans up after its supervisor was killed. */
  orphaned: Record<string, string>;
}

/** How an instance of a service is started and probed. */
export function servicePlan(
  instance: Instance,
  topology: Topology,
  { configServer, log, orphaned }: Surroundings,
): ProcessPlan {
  const { spec, port } = instance;
  const command = serviceCommand(instance, topology, { configServer, port: String(port) });
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
    onNews: program === 'ours' ? (probeNow) => log.onLine(probeNow) : undefined,
    probesWhenReady: spec.ready?.thereafter !== 'never',
    readyTimeoutMs: spec.readyTimeoutMs,
    stopTimeoutMs,
    restart: spec.restart,
  };
}
