import { DistqError } from '../../foundation/errors/errors.ts';
import { allRequirements } from './all-requirements.ts';
import { isNotReady } from '../is-not-ready.ts';
import type { JudgedRow, SystemJudgement } from '../judgement.ts';
import type { Roles } from '../roles.ts';
import { verdictOf } from '../judgement.ts';
import { judgeRows } from './judge-rows.ts';
import { Notes } from '../notes.ts';
import { probeAddresses } from './probe-addresses.ts';
import { failed, passed, type RowOutcome } from '../requirement.ts';
import type { Selection } from '../selection.ts';
import { topologyOf, withLab, type LabEnd, type LabStart } from './with-lab.ts';

export interface JudgeOptions extends LabStart {
  /** What is judged; none: all. */
  only: readonly Selection[];
  /** The requirements beyond the lab must pass, too. */
  strict: boolean;
  run: number;
  onRow: (row: JudgedRow) => void;
}

/**
 * Starts a system, judges it, and takes it down.
 * @returns a judgement in any case; a system that cannot be judged has a `problem`
 * @throws the signal's reason if aborted
 */
export async function judgeSystem(options: JudgeOptions): Promise<SystemJudgement> {
  const { file, run, signal, strict } = options;
  const startedAt = new Date();
  const rows: JudgedRow[] = [];
  let name: string | null = null;
  let end: LabEnd = { survivors: [], strays: [] };
  let problem: SystemJudgement['problem'] = null;
  const add = (row: JudgedRow): void => {
    rows.push(row);
    options.onRow(row);
  };
  try {
    const topology = await topologyOf(options);
    name = topology.name;
    await withLab(
      topology,
      options,
      async (lab) => {
        add(startRow(startedAt, passed, lab.roles));
        await probeAddresses(lab);
        await judgeRows(lab, allRequirements(options.only), { strict }, add);
      },
      (ended) => {
        end = ended;
      },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DistqError)) throw error;
    if (isNotReady(error) && rows.length === 0) add(startRow(startedAt, failed(error.message)));
    else {
      const { code, message, hint = null, exitCode } = error;
      problem = { code, message, hint, exitCode };
    }
  }
  return {
    file,
    name,
    verdict: problem === null ? verdictOf(rows) : 'unjudged',
    problem,
    rows,
    run,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...end,
  };
}

/** Readiness is a requirement like the others. */
function startRow(startedAt: Date, outcome: RowOutcome, roles?: Roles): JudgedRow {
  const notes = new Notes();
  notes.did('started the members and services of the file');
  const ready = roles === undefined ? [] : [...roles.facades, ...roles.loggers, ...roles.consumers];
  if (ready.length > 0) notes.saw(`ready: ${ready.join(', ')}`);
  return {
    id: 'start',
    part: 'part1',
    title: 'all members and services start',
    isRequired: true,
    ...outcome,
    at: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    evidence: notes.evidence,
  };
}
