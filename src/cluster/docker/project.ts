import { createHash } from 'node:crypto';
import { askDocker } from './docker-cli.ts';

/** Compose puts it on everything that it creates. */
const projectLabel = 'com.docker.compose.project';
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
export async function removeProject(project: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const filter = ['--filter', `label=${projectLabel}=${project}`];
  const running = await ask(['container', 'ls', ...filter, '--format', '{{.Names}}'], env);
  const containers = await ask(['container', 'ls', '--all', '--quiet', ...filter], env);
  if (containers.length > 0) await ask(['container', 'rm', '--force', '--volumes', ...containers], env);
  const networks = await ask(['network', 'ls', '--quiet', ...filter], env);
  if (networks.length > 0) await ask(['network', 'rm', ...networks], env);
  return running;
}

async function ask(args: string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stdout } = await askDocker(args, { env, timeoutMs: removeTimeoutMs });
  return stdout.split('\n').filter((line) => line !== '');
}
