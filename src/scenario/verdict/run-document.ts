import { accountFor, type Account } from '../../posting/account.ts';
import type { JournalContent } from '../../posting/read-journal.ts';
import { longestGapMs } from '../evidence/availability.ts';
import { completenessChecks } from './completeness.ts';
import { contestedIn } from '../evidence/contests.ts';
import type { RunRecord, RunSettings, StepResult } from '../evidence/evidence.ts';
import { judgedFaults } from './judged-faults.ts';
import { judge, type Fault, type Verdict } from './verdict.ts';
import type { Check } from '../steps/check.ts';
import { schemaVersion, type SchemaVersion } from '../../protocol/schema-version.ts';

/** The result of a run: the document of `scenario run`, `failover` and `verify`. */
export interface RunDocument {
  schemaVersion: SchemaVersion;
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
  /** Lines of the journal that are not JSON. */
  tornLines: number;
}

/** Judges a run from its evidence. Pure, so that the files alone give the same verdict. */
export function documentFrom(record: RunRecord, journal: JournalContent): RunDocument {
  const { scenario, observations, posting } = record;
  const account = accountFor(journal.sent, observations);
  const acknowledgedAtMs = journal.answers
    .filter(({ event }) => event === 'acknowledged')
    .map(({ atMs }) => atMs)
    .sort((a, b) => a - b);
  const faults = judgedFaults(record, journal);
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
    stepChecks: [...record.stepChecks, ...failedSteps, ...completenessChecks(record, journal)],
    longestGapMs: longest,
    slowestRefusalMs: slowestRefusalMs(journal),
    contested: contestedIn(record.contests),
  });
  return {
    schemaVersion,
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

function slowestRefusalMs({ answers }: JournalContent): number | null {
  const refused = answers.filter(({ event }) => event === 'refused');
  return refused.length === 0 ? null : refused.reduce((most, { ms }) => Math.max(most, ms), 0);
}
