import { z } from 'zod';
import { MachineLacksError, NotReadyError } from '../../foundation/errors/errors.ts';
import { askDocker, type CliOptions } from './docker-cli.ts';
import type { AroundDownload } from '../contract/cluster-runtime.ts';

/** Something that is there, or why it is not. */
export type Found = { found: string } | { problem: string };

type Asking = Pick<CliOptions, 'env' | 'signal'>;

const versionTimeoutMs = 5_000;
const imageTimeoutMs = 10_000;
const pullTimeoutMs = 15 * 60_000;

/** The version of the engine that answers. */
export async function findEngine({ env, signal }: Asking): Promise<Found> {
  const { ok, stdout, problem } = await askDocker(['version', '--format', '{{.Server.Version}}'], {
    env,
    signal,
    timeoutMs: versionTimeoutMs,
  });
  return ok && stdout.trim() !== '' ? { found: stdout.trim() } : { problem };
}

export async function hasImage(image: string, { env, signal }: Asking): Promise<boolean> {
  const args = ['image', 'inspect', '--format', '{{.Id}}', image];
  return (await askDocker(args, { env, signal, timeoutMs: imageTimeoutMs })).ok;
}

export interface PullOptions {
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  /** What to do without the image, as the end of a sentence. */
  otherwise: string;
  signal?: AbortSignal | undefined;
  aroundDownload?: AroundDownload | undefined;
}

/**
 * Pulls an image unless the engine has it.
 * @throws MachineLacksError if it cannot be had; the signal's reason if aborted.
 */
export async function requireImage(
  image: string,
  { env, progress, otherwise, signal, aroundDownload = (work) => work() }: PullOptions,
): Promise<void> {
  if (await hasImage(image, { env, signal })) return;
  signal?.throwIfAborted();
  progress(`pulling ${image}`);
  const { ok, problem } = await aroundDownload(() =>
    askDocker(['pull', '--quiet', image], { env, timeoutMs: pullTimeoutMs, signal }),
  );
  signal?.throwIfAborted();
  if (ok) return;
  throw new MachineLacksError(`the image ${image} is not on this machine and cannot be pulled: ${problem}`, {
    hint: `look at the network (a proxy is set in the engine, not here), bring the image by hand (docker save on another machine, docker load on this one), or ${otherwise}`,
  });
}

const inspected = z.object({
  Id: z.string(),
  State: z.object({
    Running: z.boolean(),
    Paused: z.boolean(),
    OOMKilled: z.boolean().default(false),
    Pid: z.int(),
    ExitCode: z.int(),
    StartedAt: z.string(),
  }),
});

export interface ContainerState {
  id: string;
  running: boolean;
  paused: boolean;
  outOfMemory: boolean;
  /** 0 while it does not run. */
  pid: number;
  exitCode: number;
  /** ISO 8601; together with the id it names one run of the container. */
  startedAt: string;
}

/**
 * A container by name or id; undefined if there is none.
 * @throws NotReadyError if the engine does not answer.
 */
export async function inspectContainer(
  nameOrId: string,
  options: CliOptions,
): Promise<ContainerState | undefined> {
  const args = ['container', 'inspect', '--format', '{"Id":{{json .Id}},"State":{{json .State}}}', nameOrId];
  const { ok, stdout, problem } = await askDocker(args, options);
  if (!ok && /no such container/i.test(problem)) return undefined;
  if (!ok) throw new NotReadyError(`the engine does not tell about container ${nameOrId}: ${problem}`);
  const { Id, State } = inspected.parse(JSON.parse(stdout));
  return {
    id: Id,
    running: State.Running,
    paused: State.Paused,
    outOfMemory: State.OOMKilled,
    pid: State.Pid,
    exitCode: State.ExitCode,
    startedAt: State.StartedAt,
  };
}
