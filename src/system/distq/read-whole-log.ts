import { request } from 'undici';
import { z } from 'zod';
import type { SessionStatus } from '../../control/contract.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { runningOf } from './instance-sets.ts';

const timeoutMs = 10_000;
const texts = z.array(z.string());

/**
 * The whole log, including posts of other clients, as each running logging-service reads it from the map.
 * @throws NotReadyError if a running one does not answer
 */
export async function readWholeLog(
  status: SessionStatus,
  signal: AbortSignal,
): Promise<Record<string, string[]>> {
  const running = runningOf(status, 'logging-service');
  return Object.fromEntries(
    await Promise.all(
      running.map(async ({ name, port }) => [name, await askLog(name, port, signal)] as const),
    ),
  );
}

async function askLog(name: string, port: number, signal: AbortSignal): Promise<string[]> {
  const { statusCode, body } = await request(`http://127.0.0.1:${port}/logging`, {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal,
  });
  const answer = await body.text();
  if (statusCode !== 200)
    throw new NotReadyError(`GET /logging of ${name} answered ${statusCode}: ${answer}`);
  return texts.parse(JSON.parse(answer));
}
