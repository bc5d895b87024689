import type { ExitCode } from '../foundation/errors/errors.ts';
import type { Evidence } from './notes.ts';
import type { RowOutcome, Part } from './requirement.ts';

/** One requirement, judged. */
export interface JudgedRow extends RowOutcome {
  id: string;
  part: Part;
  title: string;
  /** false: it need not pass. */
  isRequired: boolean;
  /** ISO 8601. */
  at: string;
  durationMs: number;
  evidence: Evidence;
}

/** What was found out about one system. */
export interface SystemJudgement {
  /** The file as given. */
  file: string;
  /** Name of the topology; null: the file could not be read. */
  name: string | null;
  /** `unjudged`: see `problem`. */
  verdict: 'passed' | 'failed' | 'unjudged';
  /** Why it was not judged to the end: an invalid file, a wrong description, a start that failed. */
  problem: { code: string; message: string; hint: string | null; exitCode: ExitCode } | null;
  rows: JudgedRow[];
  /** Number of this run, from 1. */
  run: number;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  /** Processes that were still running at the end, one per text. */
  survivors: string[];
  /** Processes that outlived the services and were killed at the end, one per text. */
  strays: string[];
}

/** All systems that one command judged. */
export interface Judgements {
  passed: boolean;
  submissions: SystemJudgement[];
}

/** A system passes if every required row passed or cannot be asked. What is unknown is not proven. */
export function verdictOf(rows: readonly Pick<JudgedRow, 'isRequired' | 'verdict'>[]): 'passed' | 'failed' {
  const counted = rows.filter(({ isRequired }) => isRequired);
  const isMet = counted.every(({ verdict }) => verdict === 'passed' || verdict === 'not applicable');
  return isMet && counted.some(({ verdict }) => verdict === 'passed') ? 'passed' : 'failed';
}
