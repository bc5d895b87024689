import { request } from 'undici';
import type { SessionStatus } from '../../control/contract.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import { lastNumberHeader } from '../../protocol/last-number-header.ts';
import type { Sample } from '../wire/page-state.ts';

const answerMs = 2_000;
/** After every message: the answer is empty, and only its header counts. */
const query = `?after=${Number.MAX_SAFE_INTEGER}&limit=1`;

/** How many messages the running instances logged and received since they were started; null: one does not tell. */
export async function messageCounts(
  status: SessionStatus,
  signal: AbortSignal,
): Promise<Pick<Sample, 'logged' | 'received'>> {
  const [logged, received] = await Promise.all([
    sumOf(status, 'logging-service', '/logging/received', signal),
    sumOf(status, 'messages-service', '/messages/received', signal),
  ]);
  return { logged, received };
}

async function sumOf(
  { services }: SessionStatus,
  kind: 'logging-service' | 'messages-service',
  path: string,
  signal: AbortSignal,
): Promise<number | null> {
  const running = services.filter((instance) => instance.kind === kind && instance.state === 'ready');
  if (running.length === 0) return null;
  const counts = await Promise.all(running.map(({ port }) => lastNumber(port, path, signal)));
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

async function lastNumber(port: number, path: string, signal: AbortSignal): Promise<number | null> {
  try {
    return await withJoinedSignal({ signals: [signal], timeoutMs: answerMs }, async (inTime) => {
      const { headers, body } = await request(`http://127.0.0.1:${port}${path}${query}`, { signal: inTime });
      await body.dump();
      const told = headers[lastNumberHeader];
      return typeof told === 'string' ? Number(told) : null;
    });
  } catch {
    // It ended or hangs; the next look asks again.
    return null;
  }
}
