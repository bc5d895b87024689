import { request } from 'undici';
import { z } from 'zod';
import { hasCode } from '../../foundation/errors/error-code.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';

export interface TraceBounds {
  /** For each of the at most three questions that follow each other. */
  timeoutMs: number;
  signal: AbortSignal;
}

const refusal = z.object({ error: z.string() });

/**
 * Asks an instance of this machine once.
 * @param target path and query
 * @throws Error whose message says why it did not answer
 */
export async function askTrace<T>(
  port: number,
  target: string,
  schema: z.ZodType<T>,
  { timeoutMs, signal }: TraceBounds,
): Promise<T> {
  return withJoinedSignal({ signals: [signal], timeoutMs }, async (bound) => {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}${target}`, { signal: bound }).catch(
      (error: unknown) => {
        if (hasCode(error, 'ECONNREFUSED')) throw new Error('nothing listens at its port', { cause: error });
        throw error;
      },
    );
    const answer: unknown = await body.json();
    if (statusCode === 200) return schema.parse(answer);
    throw new Error(refusal.safeParse(answer).data?.error ?? `it answered ${statusCode}`);
  });
}
