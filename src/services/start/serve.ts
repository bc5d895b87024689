import { setTimeout as sleep } from 'node:timers/promises';
import { DistqError, ExitCode, defectExitCode, messageOf } from '../../foundation/errors/errors.ts';
import { createServiceLog } from '../log/log.ts';
import { parseServeArgs } from './serve-args.ts';
import { startService } from './start-service.ts';
import { startWhenOrphaned, untilOrphaned } from './orphaned.ts';
import { holdYoungGeneration, settleHeap } from './heap.ts';

const stopTimeoutMs = 3_000;
/** Without a supervisor, no other process would kill a service that does not stop. */
const orphanTimeoutMs = 2_000;

/**
 * Runs one service in this process until SIGTERM or SIGINT, or, under a supervisor (`DISTQ_SUPERVISED=1`), until
 * standard input closes; then ends the process.
 * @param args what follows `serve`: KIND and options
 * @throws UsageError, PortTakenError
 */
export async function serve(args: string[]): Promise<void> {
  const parsed = parseServeArgs(args);
  holdYoungGeneration();
  const { logger, flush } = createServiceLog(parsed.instance);
  // Watched from the beginning: otherwise a signal during the start would kill the process.
  const stopped = stopRequested();
  try {
    const service = await startService({ ...parsed, logger, settings: process.env['DISTQ_SETTINGS'] });
    logger.info(`Listening: ${parsed.kind} on ${parsed.host}:${service.port}`);
    const failed = service.ready.then(
      () => {
        settleHeap();
        return new Promise<never>(() => undefined);
      },
      (error: unknown): End => ({ reason: `start failed: ${messageOf(error)}`, exitCode: exitCodeOf(error) }),
    );
    const { reason, exitCode } = await Promise.race([stopped, failed]);
    logger.info(`Stopping: ${reason}`);
    const isOver = await Promise.race([service.stop().then(() => true), sleep(stopTimeoutMs, false)]);
    if (!isOver) logger.warn(`Shutdown timed out after ${stopTimeoutMs} ms; exiting`);
    process.exitCode = exitCode;
  } finally {
    await flush();
  }
  // Open handles (a pipe, a connection attempt) must not keep the process running.
  process.exit();
}

/** Why this process ends, and its exit code. */
interface End {
  reason: string;
  exitCode: number;
}

function exitCodeOf(error: unknown): number {
  return error instanceof DistqError ? error.exitCode : defectExitCode;
}

/** Resolves when this process is asked to stop. */
function stopRequested(): Promise<End> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        resolve({ reason: signal, exitCode: ExitCode.ok });
      });
    if (process.env['DISTQ_SUPERVISED'] !== '1') return;
    void untilOrphaned().then(() => {
      // In any state: during a start, or after an earlier stop request.
      setTimeout(() => process.exit(), orphanTimeoutMs);
      startWhenOrphaned(process.env);
      resolve({ reason: 'the supervisor has ended', exitCode: ExitCode.ok });
    });
  });
}
