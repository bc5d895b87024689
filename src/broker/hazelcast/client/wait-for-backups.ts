/**
 * hazelcast-client 5.6.0 waits a fixed time for a write's missing backup. A time that fits a dying member is too short
 * for a slow network, where no write would succeed any more.
 */
import { IndeterminateOperationStateError, type Client } from 'hazelcast-client';
import type { BackupPatience } from './backup-patience.ts';

/** Makes a client wait for backups as long as its patience says, and tells the patience how long they took. */
export function waitForBackups(client: Client, patience: BackupPatience): void {
  const invocations: unknown = 'invocationService' in client ? client.invocationService : undefined;
  if (!isInvocationService(invocations))
    throw new Error('this release of hazelcast-client waits for backups elsewhere');
  // Read at each check of the calls in flight.
  Object.defineProperty(invocations, 'operationBackupTimeoutMillis', { get: () => patience.ms });
  const invoke = invocations.invoke.bind(invocations);
  invocations.invoke = (invocation) => {
    const began = performance.now();
    const answer = invoke(invocation);
    answer.then(
      () => {
        const { pendingResponseReceivedMillis: answeredAt } = invocation;
        if (answeredAt !== undefined && answeredAt > 0) patience.took(Date.now() - answeredAt);
      },
      (error: unknown) => {
        if (error instanceof IndeterminateOperationStateError) patience.missed(began);
      },
    );
    return answer;
  };
  client.getCluster().addMembershipListener({
    memberRemoved: () => {
      patience.memberLeft();
    },
  });
}

interface Invocation {
  /** By Date.now; when the answer came, if it came before the backups. */
  pendingResponseReceivedMillis?: number | undefined;
}

interface InvocationService {
  operationBackupTimeoutMillis: number;
  invoke(invocation: Invocation): Promise<unknown>;
}

function isInvocationService(value: unknown): value is InvocationService {
  return (
    typeof value === 'object' &&
    value !== null &&
    'operationBackupTimeoutMillis' in value &&
    'invoke' in value &&
    typeof value.invoke === 'function'
  );
}
