import { isDeepStrictEqual } from 'node:util';
import { brokerOfCluster } from '../../broker/broker-of.ts';
import { findTopology } from '../../topology/builtin-topologies.ts';
import type { RuntimeName } from '../../topology/cluster-schema.ts';
import { withRuntime } from '../../topology/use-external.ts';
import { readEvidence, type RunRecord } from '../evidence/evidence.ts';
import { documentFrom } from '../verdict/run-document.ts';
import type { FinishedRun } from './run-scenario.ts';
import type { Scenario } from '../file/scenario.ts';
import { topologyDigest } from '../file/topology-digest.ts';

export interface WantedRun {
  scenario: Scenario;
  /** undefined: any seed. */
  seed: number | undefined;
  /** Version of distq. */
  version: string;
  runtime: RuntimeName | undefined;
  directory: string;
  workingDirectory: string;
}

/**
 * Judges the run that an earlier batch made in the directory; undefined if it left no evidence, or if its scenario,
 * settings or version differ from the current ones.
 */
export async function earlierRun(wanted: WantedRun): Promise<FinishedRun | undefined> {
  const evidence = await readEvidence(wanted.directory).catch(() => undefined);
  if (evidence === undefined || !(await isSame(evidence.record, wanted))) return undefined;
  return { ...evidence, document: documentFrom(evidence.record, evidence.journal) };
}

async function isSame({ scenario, settings }: RunRecord, wanted: WantedRun): Promise<boolean> {
  if (!isDeepStrictEqual(scenario, wanted.scenario)) return false;
  if (settings.distq !== wanted.version) return false;
  if (wanted.seed !== undefined && settings.seed !== wanted.seed) return false;
  const { topology } = await findTopology(wanted.scenario.topology, wanted.workingDirectory);
  if (settings.topologyDigest !== topologyDigest(topology)) return false;
  const { cluster } = withRuntime(topology, { runtime: wanted.runtime });
  const broker = brokerOfCluster(cluster);
  const { runtime } = await broker.chooseRuntime(cluster.runtime, cluster, { env: process.env });
  return settings.runtime === runtime;
}
