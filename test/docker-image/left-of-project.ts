import { execa } from 'execa';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { engineEnvironment } from './engine.ts';

/** What the engine has of the project of a session, by name. */
export async function leftOfProject(kind: 'container' | 'network', project: string): Promise<string[]> {
  const all = kind === 'container' ? ['--all', '--format', '{{.Names}}'] : ['--format', '{{.Name}}'];
  const filter = `label=com.docker.compose.project=${project}`;
  const { stdout } = await execa('docker', [kind, 'ls', ...all, '--filter', filter], {
    env: engineEnvironment,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

export function untilRemoved(project: string): Promise<true> {
  return waitFor({
    what: 'the containers and networks of the killed session to be removed',
    timeoutMs: 30_000,
    probe: async () =>
      (await leftOfProject('container', project)).length +
        (await leftOfProject('network', project)).length ===
        0 || undefined,
  });
}
