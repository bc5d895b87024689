import { failureFromError, type FailureAnswer } from '../../control/remote-failure.ts';
import { accountFor } from '../../posting/account.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { RunDocument } from './run-document.ts';
import { schemaVersion, type SchemaVersion } from '../../protocol/schema-version.ts';

/** Fields that a run without a verdict does not have. */
type Empty = Pick<RunDocument, 'steps' | 'faults' | 'account' | 'received'>;

/** A run without a verdict: the cluster did not start, or the evidence could not be collected. */
export interface BrokenRun extends Empty {
  schemaVersion: SchemaVersion;
  scenario: string;
  verdict: 'failed';
  durationMs: number;
  seed: number;
  /** The command line that repeats the run. */
  command: string;
  /** The reason. */
  error: string;
  /** The error with its code and remedy, and the exit code for a single run. */
  failure: FailureAnswer['error'];
}

export function brokenRun(
  { scenario, durationMs, seed, command }: Pick<BrokenRun, 'scenario' | 'durationMs' | 'seed' | 'command'>,
  error: unknown,
): BrokenRun {
  return {
    schemaVersion,
    scenario,
    verdict: 'failed',
    durationMs,
    steps: [],
    faults: [],
    account: accountFor([], { received: {}, queued: [], pending: [], logged: [] }),
    received: {},
    seed,
    command,
    error: messageOf(error),
    failure: failureFromError(error).error,
  };
}

export function isBroken(run: RunDocument | BrokenRun): run is BrokenRun {
  return 'error' in run;
}
