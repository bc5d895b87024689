import { DistqError, messageOf } from '../../foundation/errors/errors.ts';
import { isNotReady } from '../is-not-ready.ts';
import type { JudgedRow } from '../judgement.ts';
import type { Lab } from '../lab.ts';
import { linesAbout } from '../log-lines.ts';
import { Notes } from '../notes.ts';
import { failed, unknown, type RowOutcome, type Requirement } from '../requirement.ts';
import { WrongDescriptionError } from '../wrong-description-error.ts';

/**
 * Judges requirements one after the other.
 * @throws WrongDescriptionError; the signal's reason if aborted
 */
export async function judgeRows(
  lab: Lab,
  requirements: readonly Requirement[],
  { strict }: { strict: boolean },
  onRow: (row: JudgedRow) => void,
): Promise<void> {
  for (const requirement of requirements) {
    const row = await judgeRow(lab, requirement);
    onRow({ ...row, isRequired: row.isRequired || strict });
  }
}

async function judgeRow(lab: Lab, { id, part, title, notFor, judge }: Requirement): Promise<JudgedRow> {
  const notes = new Notes();
  const beganMs = performance.now();
  const at = new Date().toISOString();
  const why = notFor?.(lab);
  const outcome: RowOutcome =
    why === undefined
      ? await judge(lab, notes).catch((error: unknown) => outcomeOf(error, lab))
      : { verdict: 'not applicable', reason: why };
  if (outcome.verdict === 'failed')
    notes.evidence.lines = await linesAbout(lab, outcome.messages).catch(() => []);
  return {
    id,
    part,
    title,
    isRequired: part !== 'beyond',
    ...outcome,
    at,
    durationMs: Math.round(performance.now() - beganMs),
    evidence: notes.evidence,
  };
}

/** An expected failure is one of the system; everything else is a defect of distq. */
function outcomeOf(error: unknown, { signal }: Lab): RowOutcome {
  signal.throwIfAborted();
  if (error instanceof WrongDescriptionError || !(error instanceof DistqError)) throw error;
  return isNotReady(error) ? failed(messageOf(error)) : unknown(messageOf(error));
}
