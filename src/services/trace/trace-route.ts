import type { FastifyInstance } from 'fastify';
import { mostTraced, type InstanceTrace } from '../../protocol/trace/message-trace.ts';
import type { StageRing } from './stage-ring.ts';
import { readTraceQuery } from './trace-query.ts';

/** Messages with the same text that one answer names. */
const mostFound = 100;

/** `GET /trace?uuid=…` (up to ten times) or `?text=…`: the stages that this process keeps of these messages. */
export function addTraceRoute(app: FastifyInstance, instance: string, ring: StageRing): void {
  app.get('/trace', ({ query }): InstanceTrace => {
    const asked = readTraceQuery(query);
    const uuids = 'text' in asked ? ring.find(asked.text, mostFound) : asked.uuids;
    // What a process adds to its own clock to get the clock that all processes of the machine share.
    const originMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
    const { startedMs, keptSinceMs } = ring;
    return {
      instance,
      startedMs: startedMs + originMs,
      keptSinceMs: keptSinceMs === null ? null : keptSinceMs + originMs,
      uuids,
      stages: ring.of(uuids.slice(0, mostTraced)).map((stage) => ({ ...stage, atMs: stage.atMs + originMs })),
    };
  });
}
