import type { JournalContent } from '../../posting/read-journal.ts';
import type { RunRecord } from '../evidence/evidence.ts';
import type { Check } from '../steps/check.ts';

/**
 * What shows that something was taken out of the evidence, or damaged: whoever writes a run's journal lives to judge it, and hears of every
 * message that it sent. Checks that hold are not told.
 */
export function completenessChecks(record: RunRecord, journal: JournalContent): Check[] {
  const { strayAnswers = 0, unanswered = 0, tornLines } = journal;
  return [
    { what: 'answers in the journal to messages that it does not name', found: strayAnswers },
    { what: 'attempts in the journal without an answer', found: unanswered },
    { what: 'lines of the journal that are not whole', found: tornLines },
    { what: 'messages in the log that the journal does not name', found: unnamed(record, journal) },
    { what: 'steps that are not told as the scenario has them', found: untoldSteps(record) },
  ].flatMap(({ what, found }) =>
    found === 0 ? [] : [{ what, expected: '0', actual: String(found), holds: false }],
  );
}

/** Into a cluster that was started for the run nobody else posts; into any other somebody may. */
function unnamed({ settings, observations }: RunRecord, { sent }: JournalContent): number {
  if (settings.topologyDigest === undefined || settings.runtime === 'external') return 0;
  const named = new Set(sent.map(({ uuid }) => uuid));
  return observations.logged.filter((uuid) => !named.has(uuid)).length;
}

/** One that failed is a check of its own, and the reason why others were skipped. */
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
