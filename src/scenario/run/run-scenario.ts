import { join } from 'node:path';
import { brokerOf } from '../../broker/broker-of.ts';
import type { Session, SessionStatus } from '../../control/contract.ts';
import { Journal } from '../../posting/journal.ts';
import { readJournal, type JournalContent } from '../../posting/read-journal.ts';
import type { ClusterSettings } from '../../protocol/cluster-settings.ts';
import { NotReadyError, UsageError } from '../../foundation/errors/errors.ts';
import { evidenceFiles, writeRunRecord, type RunRecord } from '../evidence/evidence.ts';
import { findContests } from '../evidence/contests.ts';
import { findCrashes } from '../evidence/crashes.ts';
import { firstStatus } from '../evidence/first-status.ts';
import { undoFaults } from '../steps/faults/lasting-fault.ts';
import { keepAnswer } from '../evidence/answer-file.ts';
import { Observation } from '../evidence/observe.ts';
import { TokenObservation } from '../evidence/observe-tokens.ts';
import type { Observing } from '../evidence/observing.ts';
import { systemFindings } from '../file/system-findings.ts';
import { pathText } from '../../foundation/yaml/finding.ts';
import type { ClusterObserver } from '../../broker/contract/cluster-observer.ts';
import type { System } from '../../system/contract/system.ts';
import { Posts } from '../steps/posts.ts';
import { seededChoices } from '../steps/seeded-choices.ts';
import type { RunContext } from '../steps/run-context.ts';
import { documentFrom, type RunDocument } from '../verdict/run-document.ts';
import { Sampler } from '../evidence/sampler.ts';
import type { Scenario } from '../file/scenario.ts';
import { runSettings } from './run-settings.ts';
import { runSteps, type RunHooks } from './run-steps.ts';
import { schemaVersion } from '../../protocol/schema-version.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import { createSystem } from '../../system/create-system.ts';

export interface RunOptions extends RunHooks {
  scenario: Scenario;
  seed: number;
  session: Session;
  /** Directory for the evidence; created if missing. */
  directory: string;
  version: string;
  /** Set if the topology was started for this run. */
  topologyDigest?: string;
  /** The command line that repeats the run. */
  command: string;
  signal: AbortSignal;
}

/**
 * Total time for collecting from all instances, including retries: enough for a killed service to restart, and for
 * reading a million messages.
 */
const tellWithinMs = 60_000;

/** The verdict of a run and its evidence. */
export interface FinishedRun {
  document: RunDocument;
  record: RunRecord;
  journal: JournalContent;
}

/**
 * Runs a scenario against a running session, writes the evidence into a directory that is prepared for it, and judges
 * it. A failed step ends the run; messages posted before it are still accounted for.
 * @throws the signal's reason if aborted; NotReadyError if the evidence could not be collected.
 */
export async function runScenario(options: RunOptions): Promise<FinishedRun> {
  const { session, directory, signal } = options;
  const startedAt = new Date();
  const status = await firstStatus(session, signal);
  const facade = facadeOf(status);
  requireShown(options.scenario, status);
  const broker = brokerOf(status.broker);
  const clusterSettings = clusterSettingsOf(status);
  const observer = await broker.observe(clusterSettings, () => undefined, signal);
  const system = createSystem(status.client, {
    onAnswer: (answer) => {
      if (system.readModes?.[answer.what] !== 'pure') keepAnswer(directory, answer);
    },
  });
  try {
    const observation = await observe(system, observer, options, status);
    const journal = await Journal.open(join(directory, evidenceFiles.journal));
    const sampler = new Sampler(() => session.status());
    const posts = new Posts(system, new URL(facade), journal, signal);
    let lastStatus = status;
    const context: RunContext = {
      session,
      broker,
      clusterSettings,
      system,
      observer,
      facade,
      posts,
      choices: seededChoices(options.seed),
      signal,
      shutdown: options.scenario.change.shutdown,
      faults: [],
      checks: [],
      lasting: new Set(),
      status: async (statusOptions) => (lastStatus = await session.status(statusOptions)),
      lastStatus: () => lastStatus,
      messagesOf: (kind) => observation.messagesOf(kind, signal),
      olderItems: () => observation.olderItems(),
    };
    let gathered: Gathered;
    try {
      gathered = await gather(context, observation, options);
    } finally {
      await undoFaults(context.lasting).catch(() => undefined);
      await posts.finish('stop').catch(() => undefined);
      await sampler.stop();
      await journal.close();
    }
    // Nothing more is read from the cluster, and this takes a while.
    const closed = observer.close();
    const run = await conclude(options, {
      schemaVersion,
      scenario: options.scenario,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      settings: runSettings(options, status),
      ...gathered,
      faults: [...context.faults, ...(await findCrashes(session, options.scenario, signal))],
      contests: await findContests(session, context.faults, signal),
      stepChecks: context.checks,
      posting: posts.periods,
      samples: sampler.samples,
    });
    await closed;
    return run;
  } finally {
    await observer.close();
  }
}

type Gathered = Pick<RunRecord, 'steps' | 'observations'>;

/** What can be seen of the system, from now on. */
async function observe(
  system: System,
  observer: ClusterObserver,
  { session, signal }: RunOptions,
  { broker }: SessionStatus,
): Promise<Observing> {
  const status = () => session.status();
  const { tokens } = system;
  if (tokens !== undefined)
    return new TokenObservation({
      status,
      observer: broker === 'none' ? undefined : observer,
      system,
      tokens,
    });
  const received = requireAbility(system.received, 'what each messages-service received');
  return Observation.begin(status, observer, { received, withinMs: tellWithinMs, signal });
}

/** The topology may run already, and was then not checked when the scenario was read. */
function requireShown(scenario: Scenario, { client, broker }: SessionStatus): void {
  const problems = systemFindings(scenario, { client, hasCluster: broker !== 'none' });
  if (problems.length === 0) return;
  const lines = problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
  throw new UsageError(`${scenario.name} does not fit the system:\n${lines.join('\n')}`);
}

async function gather(context: RunContext, observation: Observing, options: RunOptions): Promise<Gathered> {
  const steps = await runSteps(context, options.scenario.steps, options);
  options.onAfterSteps?.();
  // A frozen service could not report its messages, and the session must be left as it was.
  await undoFaults(context.lasting);
  await context.posts.finish('stop');
  const drainMs = Math.max(options.scenario.drainMs, context.system.drainMs ?? 0);
  await observation.drain(drainMs, context.signal, new Set(context.posts.acknowledged.keys()));
  return { steps, observations: await observation.all({ withinMs: tellWithinMs, signal: context.signal }) };
}

async function conclude({ directory }: RunOptions, record: RunRecord): Promise<FinishedRun> {
  await writeRunRecord(directory, record);
  const journal = await readJournal(join(directory, evidenceFiles.journal));
  return { document: documentFrom(record, journal), record, journal };
}

function clusterSettingsOf({ clusterName, members, map, queue, access }: SessionStatus): ClusterSettings {
  return {
    clusterName,
    addresses: members.map(({ address }) => address),
    mapName: map.name,
    queueName: queue.name,
    ...access,
  };
}

function facadeOf({ facade }: SessionStatus): string {
  if (facade === null)
    throw new NotReadyError('the topology has no facade-service, so nothing can be posted');
  return facade;
}
