import { askProgram, type AskOptions, type ProgramAnswer } from '../../foundation/processes/ask-program.ts';

const answerTimeoutMs = 20_000;

export interface CliOptions extends Omit<AskOptions, 'timeoutMs'> {
  /** Default 20 s. */
  timeoutMs?: number;
}

/**
 * Runs `docker ARGS`. The command line is used rather than the engine's socket, since it knows where the engine is: contexts,
 * DOCKER_HOST, Docker Desktop's pipe, ssh. Never throws.
 */
export function askDocker(args: string[], options: CliOptions): Promise<ProgramAnswer> {
  return askProgram('docker', args, { timeoutMs: answerTimeoutMs, ...options });
}
