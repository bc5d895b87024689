import failoverText from '../../../scenarios/failover.yaml';
import { parseScenario } from './load-scenario.ts';
import type { Scenario } from './scenario.ts';
import type { FileStep } from '../steps/step.ts';

export interface FailoverOptions {
  count: number;
  signal: 'SIGKILL' | 'SIGTERM';
}

/** The scenario `failover` with another number of messages or another signal. */
export function failoverScenario({ count, signal }: FailoverOptions): Scenario {
  const scenario = parseScenario(failoverText, 'built-in:failover.yaml');
  const adapt = (step: FileStep): FileStep => ({
    ...step,
    ...(step.post === undefined ? {} : { post: { ...step.post, count, concurrency: count > 100 ? 16 : 1 } }),
    ...(step.kill === undefined ? {} : { kill: { ...step.kill, signal } }),
    ...(step.show === undefined ? {} : { show: { ...step.show, total: count } }),
  });
  const account = { ...scenario.expect.account, acknowledged: count };
  return { ...scenario, steps: scenario.steps.map(adapt), expect: { ...scenario.expect, account } };
}
