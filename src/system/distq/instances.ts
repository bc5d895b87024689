import { request } from 'undici';
import { z } from 'zod';
import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import { receivedPages } from './received-pages.ts';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import type { MessageRef } from '../message-ref.ts';

export type MessageKeeper = 'logging-service' | 'messages-service';

const timeoutMs = 5_000;

/**
 * What each running instance of a kind says that it received (`messages-service`) or took (`logging-service`).
 * @throws NotReadyError if one that runs does not answer, or not before `signal` is aborted
 */
export async function askInstances(
  status: SessionStatus,
  kind: MessageKeeper,
  signal: AbortSignal,
): Promise<Record<string, MessageRef[]>> {
  const path = kind === 'logging-service' ? '/logging/received' : '/messages/received';
  const running = runningOf(status, kind);
  return Object.fromEntries(await Promise.all(running.map((instance) => ask(instance, path, signal))));
}

export function runningOf(status: SessionStatus, kind: MessageKeeper): ServiceStatus[] {
  return status.services.filter((instance) => instance.kind === kind && instance.pid !== null);
}

async function ask(
  instance: ServiceStatus,
  path: string,
  signal: AbortSignal,
): Promise<[string, MessageRef[]]> {
  const all: MessageRef[] = [];
  for await (const page of receivedPages(instance, path, { signal })) {
    for (const { uuid, msg } of page) all.push({ uuid, msg });
  }
  return [instance.name, all];
}

/**
 * The whole log, including what other clients posted, as each running logging-service finds it in the map.
 * @throws NotReadyError if one that runs does not answer
 */
export async function askWholeLog(
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

const texts = z.array(z.string());

async function askLog(name: string, port: number, signal: AbortSignal): Promise<string[]> {
  const { statusCode, body } = await request(`http://127.0.0.1:${port}/logging`, {
    headersTimeout: timeoutMs * 2,
    bodyTimeout: timeoutMs * 2,
    signal,
  });
  const answer = await body.text();
  if (statusCode !== 200)
    throw new NotReadyError(`GET /logging of ${name} answered ${statusCode}: ${answer}`);
  return texts.parse(JSON.parse(answer));
}
