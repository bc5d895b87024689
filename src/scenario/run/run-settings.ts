import { brokerOf } from '../../broker/broker-of.ts';
import type { SessionStatus } from '../../control/contract.ts';
import type { RunRecord } from '../evidence/evidence.ts';

/** Of the run that the record is of. */
interface Run {
  seed: number;
  version: string;
  command: string;
  topologyDigest?: string;
}

/** What a run was made with, for its record. */
export function runSettings(
  { seed, version, command, topologyDigest }: Run,
  status: SessionStatus,
): RunRecord['settings'] {
  return {
    command,
    topology: status.topology,
    ...(topologyDigest === undefined ? {} : { topologyDigest }),
    runtime: status.runtime,
    delivery: status.delivery ?? 'none',
    seed,
    distq: version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    broker: brokerWords(status),
    members: status.members.length,
    queueBackups: status.queue.backups,
    mapBackups: status.map.backups,
  };
}

/** Product and version; only the product if no client knows the version. */
function brokerWords({ broker, members }: SessionStatus): string {
  const version = members.find((member) => member.version !== null)?.version;
  return [brokerOf(broker).product, ...(version == null ? [] : [version])].join(' ');
}
