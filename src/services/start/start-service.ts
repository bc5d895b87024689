import type { StartOptions, StartedService } from './started-service.ts';

/**
 * Starts a service; resolves as soon as it listens.
 * @throws PortTakenError, InvalidFileError
 */
export async function startService(options: StartOptions): Promise<StartedService> {
  if (options.kind === 'config-server') {
    const { startConfigServer } = await import('./start-config-server.ts');
    return startConfigServer(options);
  }
  const { startClusterService } = await import('./start-cluster-service.ts');
  return startClusterService(options);
}
