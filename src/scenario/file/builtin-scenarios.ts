import { dirname, isAbsolute, join } from 'node:path';
import bystanderKill from '../../../scenarios/bystander-kill.yaml';
import bothConsumersCrash from '../../../scenarios/both-consumers-crash.yaml';
import crashAfterClaimBeforeOffer from '../../../scenarios/crash-after-claim-before-offer.yaml';
import crashAfterLog from '../../../scenarios/crash-after-log.yaml';
import crashAfterOfferBeforeMarkPending from '../../../scenarios/crash-after-offer-before-mark-pending.yaml';
import crashAfterMarkPendingBeforeAnswer from '../../../scenarios/crash-after-mark-pending-before-answer.yaml';
import crashAfterPoll from '../../../scenarios/crash-after-poll.yaml';
import crashAfterPollRaw from '../../../scenarios/crash-after-poll-raw.yaml';
import crashAfterRecord from '../../../scenarios/crash-after-record.yaml';
import crashAfterShowBeforeClearPending from '../../../scenarios/crash-after-show-before-clear-pending.yaml';
import crashBeforeRecord from '../../../scenarios/crash-before-record.yaml';
import crashBeforeShow from '../../../scenarios/crash-before-show.yaml';
import facadeKill from '../../../scenarios/facade-kill.yaml';
import frozenConsumer from '../../../scenarios/frozen-consumer.yaml';
import frozenLogging from '../../../scenarios/frozen-logging.yaml';
import configKill from '../../../scenarios/config-kill.yaml';
import consumerCrashRaw from '../../../scenarios/consumer-crash-raw.yaml';
import consumerCrash from '../../../scenarios/consumer-crash.yaml';
import demo from '../../../scenarios/demo.yaml';
import failover100 from '../../../scenarios/failover-100.yaml';
import failover from '../../../scenarios/failover.yaml';
import fullQueue from '../../../scenarios/full-queue.yaml';
import loggingKill from '../../../scenarios/logging-kill.yaml';
import membersAndLogging from '../../../scenarios/members-and-logging.yaml';
import noBackupLedger from '../../../scenarios/no-backup-ledger.yaml';
import noBackup from '../../../scenarios/no-backup.yaml';
import ownerKillRaw from '../../../scenarios/owner-kill-raw.yaml';
import ownerKill from '../../../scenarios/owner-kill.yaml';
import ownerTerm from '../../../scenarios/owner-term.yaml';
import quiet from '../../../scenarios/quiet.yaml';
import rollingRestart from '../../../scenarios/rolling-restart.yaml';
import twoMembers from '../../../scenarios/two-members.yaml';
import quietRaw from '../../../scenarios/quiet-raw.yaml';
import ownerTermRaw from '../../../scenarios/owner-term-raw.yaml';
import ownerGraceful from '../../../scenarios/owner-graceful.yaml';
import ownerGracefulRaw from '../../../scenarios/owner-graceful-raw.yaml';
import bystanderKillRaw from '../../../scenarios/bystander-kill-raw.yaml';
import twoMembersRaw from '../../../scenarios/two-members-raw.yaml';
import rollingRestartRaw from '../../../scenarios/rolling-restart-raw.yaml';
import loggingKillTwo from '../../../scenarios/logging-kill-two.yaml';
import fullQueueRetry from '../../../scenarios/full-queue-retry.yaml';
import { InvalidFileError, UsageError } from '../../foundation/errors/errors.ts';
import type { Word } from '../../foundation/text/command-description.ts';
import { NamedFiles, isFilePath, type FileText, type KnownName } from '../../foundation/files/named-files.ts';
import type { Rule } from '../../foundation/yaml/finding.ts';
import { findTopology } from '../../topology/builtin-topologies.ts';
import { parseScenario } from './load-scenario.ts';
import { misfits } from './topology-findings.ts';
import type { Scenario } from './scenario.ts';

const builtIn: ReadonlyMap<string, string> = new Map([
  ['demo', demo],
  ['failover', failover],
  ['failover-100', failover100],
  ['quiet', quiet],
  ['quiet-raw', quietRaw],
  ['owner-kill', ownerKill],
  ['owner-kill-raw', ownerKillRaw],
  ['owner-term', ownerTerm],
  ['owner-term-raw', ownerTermRaw],
  ['owner-graceful', ownerGraceful],
  ['owner-graceful-raw', ownerGracefulRaw],
  ['no-backup-ledger', noBackupLedger],
  ['no-backup', noBackup],
  ['bystander-kill', bystanderKill],
  ['bystander-kill-raw', bystanderKillRaw],
  ['consumer-crash', consumerCrash],
  ['consumer-crash-raw', consumerCrashRaw],
  ['both-consumers-crash', bothConsumersCrash],
  ['frozen-consumer', frozenConsumer],
  ['frozen-logging', frozenLogging],
  ['facade-kill', facadeKill],
  ['crash-after-poll', crashAfterPoll],
  ['crash-before-record', crashBeforeRecord],
  ['crash-after-record', crashAfterRecord],
  ['crash-before-show', crashBeforeShow],
  ['crash-after-show-before-clear-pending', crashAfterShowBeforeClearPending],
  ['crash-after-log', crashAfterLog],
  ['crash-after-offer-before-mark-pending', crashAfterOfferBeforeMarkPending],
  ['crash-after-mark-pending-before-answer', crashAfterMarkPendingBeforeAnswer],
  ['crash-after-claim-before-offer', crashAfterClaimBeforeOffer],
  ['crash-after-poll-raw', crashAfterPollRaw],
  ['logging-kill', loggingKill],
  ['logging-kill-two', loggingKillTwo],
  ['members-and-logging', membersAndLogging],
  ['config-kill', configKill],
  ['two-members', twoMembers],
  ['two-members-raw', twoMembersRaw],
  ['rolling-restart', rollingRestart],
  ['rolling-restart-raw', rollingRestartRaw],
  ['full-queue', fullQueue],
  ['full-queue-retry', fullQueueRetry],
]);

export interface FoundScenario extends FileText {
  scenario: Scenario;
  /** The name or file by which it was found. */
  nameOrFile: string;
}

export interface ScenarioEntry extends KnownName {
  title: string;
  topology: string;
  tags: string[];
  /** What is wrong with the file; null: nothing. */
  problem: string | null;
}

/**
 * The scenario of a file or of a name; see `NamedFiles`. A topology file is relative to the scenario's folder, and in the
 * result relative to the directory.
 * @throws UsageError if there is none or it cannot be read; InvalidFileError with every problem, of the topology too
 */
export async function findScenario(nameOrFile: string, directory: string): Promise<FoundScenario> {
  const { file, text } = await scenarioFiles().find(nameOrFile, directory);
  const scenario = fromDirectory(parseScenario(text, file), file);
  const misfit = await misfitRule(scenario.topology, directory);
  parseScenario(text, file, [misfit]);
  return { scenario, file, text, nameOrFile };
}

function fromDirectory(scenario: Scenario, file: string): Scenario {
  const { topology } = scenario;
  if (!isFilePath(topology) || isAbsolute(topology)) return scenario;
  const path = join(dirname(file), topology);
  return { ...scenario, topology: isFilePath(path) ? path : `./${path}` };
}

/** A missing topology is a problem of the scenario's line that names it. */
async function misfitRule(topologyName: string, directory: string): Promise<Rule<Scenario>> {
  try {
    const { topology } = await findTopology(topologyName, directory);
    return (scenario) => misfits(scenario, topology);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = isFilePath(topologyName) ? 'a path in a scenario is relative to its folder' : error.hint;
    return () => [
      { path: ['topology'], message: `${error.message}${hint === undefined ? '' : `; ${hint}`}` },
    ];
  }
}

/** Every name that findScenario knows; a broken file is listed with its problem. */
export async function listScenarios(directory: string): Promise<ScenarioEntry[]> {
  const names = await scenarioFiles().names(directory);
  return Promise.all(names.map((known) => entryOf(known, directory)));
}

/** The built-in ones, regardless of the working directory. */
export function builtInScenarios(): Word[] {
  return [...builtIn].map(([name, text]) => ({ word: name, description: parseScenario(text, name).title }));
}

function scenarioFiles(): NamedFiles {
  return new NamedFiles('scenario', 'scenarios', builtIn);
}

async function entryOf(known: KnownName, directory: string): Promise<ScenarioEntry> {
  try {
    const { scenario } = await findScenario(known.name, directory);
    return {
      ...known,
      title: scenario.title,
      topology: scenario.topology,
      tags: scenario.tags,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof InvalidFileError || error instanceof UsageError)) throw error;
    return { ...known, title: '', topology: '', tags: [], problem: error.message };
  }
}
