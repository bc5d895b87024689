import { existsSync } from 'node:fs';
import { findComposeTool } from '../../src/broker/containers/compose-tool.ts';
import { findEngine, hasImage } from '../../src/broker/containers/engine.ts';

/** Where Debian puts the static one. */
export const busyboxPaths = ['/bin/busybox', '/usr/bin/busybox'];

/** Leads to the engine that tests may use; vitest.config.ts hides it from the others. */
export const engineEnvironment = { DOCKER_HOST: process.env['DISTQ_TEST_DOCKER_HOST'] ?? '' };

/** Why tests with containers cannot run here, printed; undefined if they can. */
export async function whyNoContainers(): Promise<string | undefined> {
  const reason = await lookForReason({ ...process.env, ...engineEnvironment });
  if (reason !== undefined) process.stderr.write(`skipped, since they need containers: ${reason}\n`);
  return reason;
}

async function lookForReason(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const engine = await findEngine({ env });
  if ('problem' in engine) return `no Docker engine answers (${engine.problem})`;
  if ((await findComposeTool({ env })) === undefined) return 'there is no Docker Compose';
  if (await hasImage('hazelcast/hazelcast:5.7.0', { env })) return undefined;
  if (process.platform !== 'linux') return 'the image is not here, and a stand-in is only built on Linux';
  return busyboxPaths.some((path) => existsSync(path))
    ? undefined
    : 'there is no static busybox for the stand-in';
}
