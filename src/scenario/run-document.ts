import { accountFor, type Account } from '../delivery/account.ts';
import type { JournalContent } from '../delivery/read-journal.ts';
import { longestGapMs, type Period } from './availability.ts';
import type { RunRecord, RunSettings, StepResult } from './evidence.ts';
import { judge, type Check, type Fault, type Verdict } from './verdict.ts';

/** How long after a fault a gap in the acknowledgements is put down to it. */
const faultWindowMs = 15_000;
/** Faults of one step are recorded one after the other, and hit together. */
const sameMomentMs = 50;

/** What a run came to: the document of `scenario run`, `failover` and `verify`. */
export interface RunDocument {
  schemaVersion: 1;
  scenario: string;
  verdict: Verdict;
  durationMs: number;
  startedAt: string;
  settings: RunSettings;
  steps: StepResult[];
  faults: Fault[];
  account: Account;
  /** Texts that each messages-service shows. */
  received: Record<string, string[]>;
  longestGapMs: number | null;
  checks: Check[];
  preconditions: Check[];
  /** Lines of the journal that are no JSON. */
  tornLines: number;
}

/** Judges a run from its evidence: pure, so that the files alone give the same verdict again. */
export function documentFrom(record: RunRecord, journal: JournalContent): RunDocument {
  const { scenario, observations, posting } = record;
  const account = accountFor(journal.sent, observations);
  const acknowledgedAtMs = journal.answers
    .filter(({ event }) => event === 'acknowledged')
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
  const faults = record.faults.map((fault) => {
    const window = faultWindow(fault, record.faults);
    return { ...fault, longestGapMs: longestGapMs(acknowledgedAtMs, posting, window) };
  });
  const longest = longestGapMs(acknowledgedAtMs, posting);
  const failedSteps = record.steps
    .filter(({ state }) => state === 'failed')
    .map(({ name, reason }) => ({
      what: `step: ${name}`,
      expected: 'done',
      actual: reason ?? 'failed',
      holds: false,
    }));
  const judgement = judge(scenario, {
    account,
    faults,
    stepChecks: [...record.stepChecks, ...failedSteps, ...journalChecks(journal)],
    longestGapMs: longest,
    slowestRefusalMs: slowestRefusalMs(journal),
    contested: Object.values(record.contested ?? {}).reduce((sum, count) => sum + count, 0),
  });
  return {
    schemaVersion: 1,
    scenario: scenario.name,
    verdict: judgement.verdict,
    durationMs: record.durationMs,
    startedAt: record.startedAt,
    settings: record.settings,
    steps: record.steps,
    faults,
    account,
    received: Object.fromEntries(
      Object.entries(observations.received).map(([name, refs]) => [name, refs.map(({ msg }) => msg)]),
    ),
    longestGapMs: longest,
    checks: judgement.checks,
    preconditions: judgement.preconditions,
    tornLines: journal.tornLines,
  };
}

/** Whoever writes a run's journal lives to judge it, so that whatever is not whole in it was damaged afterwards. */
function journalChecks({ strayAnswers = 0, tornLines }: JournalContent): Check[] {
  return [
    { what: 'answers in the journal to messages that it does not name', found: strayAnswers },
    { what: 'lines of the journal that are not whole', found: tornLines },
  ].flatMap(({ what, found }) =>
    found === 0 ? [] : [{ what, expected: '0', actual: String(found), holds: false }],
  );
}

function slowestRefusalMs({ answers }: JournalContent): number | null {
  const refused = answers.filter(({ event }) => event === 'refused');
  return refused.length === 0 ? null : refused.reduce((most, { ms }) => Math.max(most, ms), 0);
}

/** From a fault to the next one at another moment; faults of one moment share their gap. */
function faultWindow({ at }: Fault, faults: readonly Fault[]): Period {
  const fromMs = Date.parse(at);
  const later = faults.map((fault) => Date.parse(fault.at)).filter((atMs) => atMs > fromMs + sameMomentMs);
  return { fromMs, toMs: Math.min(fromMs + faultWindowMs, ...later) };
}
