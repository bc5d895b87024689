import type { ServiceStatus, SessionStatus } from '../../control/contract.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import { keptText } from '../../protocol/trace/kept-text.ts';
import {
  instanceTrace,
  ledgerPlace,
  loggedTexts,
  logPlace,
  mostTraced,
  type InstanceTrace,
  type LedgerPlace,
  type LogPlace,
  type Trace,
} from '../../protocol/trace/message-trace.ts';
import { askTrace, type TraceBounds } from './ask-trace.ts';
import { isKnown, messageWay, type AskedService } from './message-way.ts';

/**
 * Asks all instances at once what they know of a message, and the cluster where it is now. Takes at most three times the
 * timeout. An instance that does not answer is named in the trace, and is not asked again.
 */
export async function collectTrace(
  asked: Trace['asked'],
  status: SessionStatus,
  bounds: TraceBounds,
): Promise<Trace> {
  const services = status.services.filter(({ kind }) => kind !== null && kind !== 'config-server');
  const first = await askAll(services, firstQuestion(asked), bounds);
  const found = 'uuid' in asked ? [asked.uuid] : await uuidsOf(asked.text, first, bounds);
  const uuids = found.slice(0, mostTraced);
  const told = 'uuid' in asked || uuids.length === 0 ? first : await askAgain(first, uuids, bounds);
  const epochOriginMs = Date.now() - Number(process.hrtime.bigint()) / 1e6;
  const messages = await Promise.all(
    uuids.map(async (uuid) => {
      const [log, ledger] = await Promise.all([
        askFirst<LogPlace>(told, ['logging-service'], `/trace/log?${queryOf({ uuid })}`, logPlace, bounds),
        status.delivery === 'raw'
          ? null
          : askFirst<LedgerPlace>(
              told,
              ['facade-service', 'messages-service'],
              `/trace/ledger?${queryOf({ uuid })}`,
              ledgerPlace,
              bounds,
            ),
      ]);
      return messageWay({ uuid, told, log, ledger, members: status.members, epochOriginMs });
    }),
  );
  const known = messages.filter(isKnown);
  return {
    asked,
    messages: known,
    omitted: found.length - uuids.length,
    queueOwner: status.queue.owner,
    instances: told.map(({ name, silent, trace }) => ({
      name,
      silent,
      startedAt: trace === undefined ? null : iso(trace.startedMs + epochOriginMs),
      keptSince: trace?.keptSinceMs == null ? null : iso(trace.keptSinceMs + epochOriginMs),
    })),
  };
}

function firstQuestion(asked: Trace['asked']): string {
  return `/trace?${'uuid' in asked ? queryOf(asked) : queryOf({ text: keptText(asked.text) })}`;
}

function queryOf(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}

function askAll(
  services: readonly ServiceStatus[],
  target: string,
  bounds: TraceBounds,
): Promise<AskedService[]> {
  return Promise.all(
    services.map(async ({ name, kind, port, pid, state }): Promise<AskedService> => {
      const service = { name, kind, port };
      if (pid === null) return { ...service, silent: `it does not run (${state})`, trace: undefined };
      try {
        const trace = await askTrace<InstanceTrace>(port, target, instanceTrace, bounds);
        return { ...service, silent: null, trace };
      } catch (error) {
        bounds.signal.throwIfAborted();
        return { ...service, silent: messageOf(error), trace: undefined };
      }
    }),
  );
}

/** Only those that answered: the others have cost a timeout already. */
async function askAgain(
  first: readonly AskedService[],
  uuids: readonly string[],
  bounds: TraceBounds,
): Promise<AskedService[]> {
  const target = `/trace?${new URLSearchParams(uuids.map((uuid): [string, string] => ['uuid', uuid])).toString()}`;
  return Promise.all(
    first.map(async (service) => {
      if (service.silent !== null) return service;
      try {
        return {
          ...service,
          trace: await askTrace<InstanceTrace>(service.port, target, instanceTrace, bounds),
        };
      } catch (error) {
        bounds.signal.throwIfAborted();
        return { ...service, silent: messageOf(error), trace: undefined };
      }
    }),
  );
}

/** The messages with the text, the newest first; if no instance keeps one any more, those in the log. */
async function uuidsOf(text: string, first: readonly AskedService[], bounds: TraceBounds): Promise<string[]> {
  const newest = new Map<string, number>();
  for (const { trace } of first) {
    for (const uuid of trace?.uuids ?? []) if (!newest.has(uuid)) newest.set(uuid, -Infinity);
    for (const { uuid, atMs } of trace?.stages ?? [])
      newest.set(uuid, Math.max(atMs, newest.get(uuid) ?? -Infinity));
  }
  if (newest.size > 0) return [...newest].sort(([, one], [, other]) => other - one).map(([uuid]) => uuid);
  // The beginning of a text is not enough for the log, and a longer one does not fit into the address of a request.
  if (keptText(text) !== text) return [];
  const target = `/trace/log?${queryOf({ text })}`;
  return (await askFirst(first, ['logging-service'], target, loggedTexts, bounds))?.uuids ?? [];
}

type Schema<T> = Parameters<typeof askTrace<T>>[2];

/** The answer of the first instance of these kinds that answers; null: none. Together they take one timeout. */
async function askFirst<T>(
  told: readonly AskedService[],
  kinds: readonly string[],
  target: string,
  schema: Schema<T>,
  { timeoutMs, signal }: TraceBounds,
): Promise<T | null> {
  const endMs = performance.now() + timeoutMs;
  for (const { kind, port, silent } of told) {
    const leftMs = endMs - performance.now();
    if (kind === null || !kinds.includes(kind) || silent !== null || leftMs <= 0) continue;
    try {
      return await askTrace(port, target, schema, { timeoutMs: leftMs, signal });
    } catch {
      signal.throwIfAborted();
    }
  }
  return null;
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
