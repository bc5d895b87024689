import type { Logger } from 'pino';
import type { ServeArgs } from './serve-args.ts';

export interface StartOptions extends ServeArgs {
  logger: Logger;
  /** JSON object of the settings that config-server serves at `/settings`. */
  settings?: string | undefined;
}

export interface StartedService {
  port: number;
  /** Resolves when it is ready; may never resolve. */
  ready: Promise<void>;
  /** Finishes pending work, deregisters and closes. */
  stop(): Promise<void>;
}
