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
