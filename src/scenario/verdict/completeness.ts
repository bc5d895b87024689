import type { JournalContent } from '../../posting/read-journal.ts';
import type { RunRecord } from '../evidence/evidence.ts';
import type { Check } from '../steps/check.ts';

/**
 * Checks for removed or damaged evidence. The process that writes a run's journal also judges it, so the journal names
 * every message that it sent. Passed checks are not listed.
 */
export function completenessChecks(record: RunRecord, journal: JournalContent): Check[] {
  const { strayAnswers = 0, unanswered = 0, tornLines } = journal;
  return [
    { what: 'answers in the journal to unknown messages', found: strayAnswers },
    { what: 'attempts in the journal without an answer', found: unanswered },
    { what: 'incomplete lines in the journal', found: tornLines },
    { what: 'messages in the log that are not in the journal', found: unnamed(record, journal) },
    { what: 'recorded steps that do not match the scenario', found: untoldSteps(record) },
  ].flatMap(({ what, found }) =>
    found === 0 ? [] : [{ what, expected: '0', actual: String(found), holds: false }],
  );
}

/** In a cluster that was started for the run, only the run posts; in any other cluster others may post too. */
function unnamed({ settings, observations }: RunRecord, { sent }: JournalContent): number {
  if (settings.topologyDigest === undefined || settings.runtime === 'external') return 0;
  const named = new Set(sent.map(({ uuid }) => uuid));
  return observations.logged.filter((uuid) => !named.has(uuid)).length;
}

/** A failed step has its own check, and explains why later steps were skipped. */
function untoldSteps({ scenario, steps: told }: RunRecord): number {
  const failedAt = told.findIndex(({ state }) => state === 'failed');
  const isTold = (index: number): boolean => {
    const result = told[index];
    const name = scenario.steps[index]?.name;
    if (result === undefined || (name !== undefined && name !== result.name)) return false;
    return result.state !== 'skipped' || (failedAt !== -1 && failedAt < index);
  };
  const untold = scenario.steps.filter((_, index) => !isTold(index)).length;
  return untold + Math.max(0, told.length - scenario.steps.length);
}
