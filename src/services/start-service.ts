import type { Logger } from 'pino';
import type { ServeArgs } from './serve-args.ts';

export interface StartOptions extends ServeArgs {
  logger: Logger;
  /** JSON object of what config-server answers under `/settings`. */
  settings?: string | undefined;
}

export interface StartedService {
  port: number;
  /** Resolves once it is ready, which may be never. */
  ready: Promise<void>;
  /** Finishes what is under way, deregisters and closes. */
  stop(): Promise<void>;
}

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
