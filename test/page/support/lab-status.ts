import type { SessionStatus } from '../../../src/control/contract.ts';

export function memberStatus(name: string, address: string, frozen?: true): SessionStatus['members'][number] {
  const counts = { queue: null, map: null };
  const known = { name, address, state: 'ready' as const, pid: null, uuid: null, version: null };
  return { ...known, ...counts, ownsQueue: name === 'one', ...(frozen === undefined ? {} : { frozen }) };
}

/** Of a lab with two members and no services. */
export const labStatus: SessionStatus = {
  schemaVersion: 2,
  session: 'default',
  topology: 'two',
  broker: 'hazelcast',
  runtime: 'jvm',
  delivery: 'ledger',
  clusterName: 'dev',
  facade: null,
  services: [],
  members: [memberStatus('one', 'host:1'), memberStatus('two', 'host:2')],
  queue: { name: 'queue', size: 0, owner: 'one', backups: 1, maxSize: 0 },
  map: { name: 'map', backups: 1 },
  run: null,
};
