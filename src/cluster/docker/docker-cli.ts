import { execa } from 'execa';

const answerTimeoutMs = 20_000;

export interface CliOptions {
  env: NodeJS.ProcessEnv;
  /** Default 20 s. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

export interface CliAnswer {
  ok: boolean;
  stdout: string;
  /** Why it failed, in the program's own words; empty if it did not. */
  problem: string;
}

/**
 * Runs `docker ARGS`. The command line is used rather than the engine's socket, since it knows where the engine is: contexts,
 * DOCKER_HOST, Docker Desktop's pipe, ssh. Never throws.
 */
export function askDocker(args: string[], options: CliOptions): Promise<CliAnswer> {
  return askProgram('docker', args, options);
}

/** Runs a program of Docker's and waits for its end. Never throws. */
export async function askProgram(
  file: string,
  args: string[],
  { env, timeoutMs = answerTimeoutMs, signal }: CliOptions,
): Promise<CliAnswer> {
  const result = await execa(file, args, {
    env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: timeoutMs,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  if (!result.failed) return { ok: true, stdout: result.stdout, problem: '' };
  const problem = result.code === 'ENOENT' ? `${file} is not installed` : lastWords(result);
  return { ok: false, stdout: result.stdout, problem };
}

function lastWords(result: { timedOut: boolean; stderr: string; shortMessage?: string | undefined }): string {
  if (result.timedOut) return 'no answer in time';
  const lines = result.stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-3).join('; ').slice(0, 600) || (result.shortMessage ?? 'it failed');
}
