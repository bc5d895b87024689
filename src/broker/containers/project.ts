import { createHash } from 'node:crypto';
import type { AskOptions } from '../../foundation/processes/ask-program.ts';
import { askDocker } from './docker-cli.ts';

/** Compose puts it on everything that it creates. */
export const projectLabel = 'com.docker.compose.project';
/** An engine that does not answer this keeps nobody waiting. */
const listTimeoutMs = 5_000;
const removeTimeoutMs = 60_000;

/** Name of the compose project of one session: the same in each of its runs, and nobody else's. */
export function projectName(sessionDirectory: string, session: string): string {
  const key = createHash('sha256').update(sessionDirectory).digest('hex').slice(0, 10);
  const readable = session
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 30);
  return `distq-${readable}-${key}`;
}

/**
 * Removes the containers and networks of a project, whatever state they are in. Needs neither compose nor the file, so that it also
 * serves after a crash.
 * @returns names of the containers that still ran. Empty too where the engine does not answer: then nothing can be done.
 */
export async function removeProject(
  project: string,
  options: Pick<AskOptions, 'env' | 'signal'>,
): Promise<string[]> {
  const filter = ['--filter', `label=${projectLabel}=${project}`];
  const list = async (...args: string[]): Promise<string[] | undefined> => {
    const { ok, stdout } = await askDocker([...args, ...filter], { ...options, timeoutMs: listTimeoutMs });
    return ok ? stdout.split('\n').filter((line) => line !== '') : undefined;
  };
  const remove = async (...args: string[]): Promise<void> => {
    await askDocker(args, { ...options, timeoutMs: removeTimeoutMs });
  };
  const running = await list('container', 'ls', '--format', '{{.Names}}');
  if (running === undefined) return [];
  const containers = (await list('container', 'ls', '--all', '--quiet')) ?? [];
  if (containers.length > 0) await remove('container', 'rm', '--force', '--volumes', ...containers);
  const networks = (await list('network', 'ls', '--quiet')) ?? [];
  if (networks.length > 0) await remove('network', 'rm', ...networks);
  return running;
}
