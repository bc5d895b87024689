import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ProcessLog } from '../../../src/supervisor/logs/process-log.ts';
import { servicePlan } from '../../../src/supervisor/plan/service-plan.ts';
import { instancesOf } from '../../../src/topology/order.ts';
import { topologySchema } from '../../../src/topology/topology.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What a command of a topology prints of itself. */
async function printed(
  script: string,
  spec: { env?: Record<string, string>; cwd?: string } = {},
): Promise<string> {
  const topology = topologySchema.parse({
    name: 'mine',
    cluster: {},
    services: { mine: { command: [process.execPath, '-e', script], ports: [20_000], ...spec } },
  });
  const [instance] = instancesOf(topology);
  if (instance === undefined) throw new Error('the topology has an instance');
  const log = new ProcessLog(join(await temporaryDirectory(), 'mine-1.log'));
  try {
    const plan = servicePlan(instance, topology, {
      configServer: 'http://127.0.0.1:8888',
      log,
      orphaned: {},
    });
    const started = await plan.launch({ number: 3, token: 'of this start' }, new AbortController().signal);
    log.follow(started);
    await started.exited;
    return log.tail(10).join('\n');
  } finally {
    log.close();
  }
}

function variable(name: string): string {
  return `console.log(process.env.${name})`;
}

test('a command runs where the topology says', async () => {
  const cwd = await temporaryDirectory();
  expect(await printed('console.log(process.cwd())', { cwd })).toBe(cwd);
});

test('a command finds its port, its name, the config-server and what names its start', async () => {
  const names = ['PORT', 'DISTQ_INSTANCE', 'DISTQ_CONFIG_SERVER', 'DISTQ_GENERATION', 'DISTQ_START_TOKEN'];
  const script = `console.log([${names.map((name) => `process.env.${name}`).join(',')}].join(' '))`;
  expect(await printed(script)).toBe('20000 mine-1 http://127.0.0.1:8888 3 of this start');
});

test('Python writes its log at once, unless the environment says otherwise', async () => {
  vi.stubEnv('PYTHONUNBUFFERED', undefined);
  expect(await printed(variable('PYTHONUNBUFFERED'))).toBe('1');
  expect(await printed(variable('PYTHONUNBUFFERED'), { env: { PYTHONUNBUFFERED: '' } })).toBe('');
  vi.stubEnv('PYTHONUNBUFFERED', 'x');
  expect(await printed(variable('PYTHONUNBUFFERED'))).toBe('x');
});
