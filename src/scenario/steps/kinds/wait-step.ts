import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { counted } from '../counted.ts';
import { shownText } from '../shown.ts';
import { defineStep } from '../step-kind.ts';
import { waitUntil, type Condition } from '../wait-until.ts';

const conditions = ['received', 'acknowledged', 'members', 'safe', 'queueSize', 'forMs'] as const;

export const waitStep = defineStep({
  schema: z
    .strictObject({
      received: z
        .union([z.literal('all'), z.int().min(0)])
        .optional()
        .describe('messages received by all messages-services together; all: every acknowledged message'),
      acknowledged: z.int().min(1).optional().describe('posts acknowledged so far'),
      members: z.int().min(0).optional().describe('members that the client sees'),
      safe: z.literal(true).optional().describe('no migration under way, every backup in place'),
      queueSize: z.int().min(0).optional().describe('items in the queue'),
      forMs: z
        .int()
        .min(1)
        .max(3_600_000)
        .optional()
        .describe('a fixed time in milliseconds; `withinMs` has no effect on it'),
      withinMs: z
        .int()
        .min(1)
        .max(3_600_000)
        .default(120_000)
        .describe('timeout; exceeding it fails the run'),
    })
    .describe('wait for exactly one condition, or for a fixed time'),
  title: (wait) => (wait.forMs === undefined ? `wait until ${describe(wait)}` : `wait ${wait.forMs} ms`),
  needs: ({ received, members, safe, queueSize }) => [
    ...(received === undefined ? [] : (['received'] as const)),
    ...((members ?? safe ?? queueSize) === undefined ? [] : (['cluster'] as const)),
  ],
  check: (wait) => {
    const found = conditions.filter((condition) => wait[condition] !== undefined);
    if (found.length === 1) return [];
    const what =
      found.length === 0 ? '`wait` has no condition' : `\`wait\` has several conditions: ${found.join(', ')}`;
    return [{ path: [], message: `${what}; expected exactly one of ${conditions.join(', ')}` }];
  },
  run: async (context, { forMs, ...wait }) => {
    if (forMs === undefined) return [shownText(await waitUntil(context, wait))];
    // If it is aborted, the signal's reason is thrown below.
    await sleep(forMs, undefined, { signal: context.signal }).catch(() => undefined);
    context.signal.throwIfAborted();
    return [shownText(`waited ${forMs} ms`)];
  },
});

function describe({ received, acknowledged, members, queueSize }: Condition): string {
  if (received === 'all') return 'all messages are received';
  if (received !== undefined) return `${areCounted(received, 'message')} received`;
  if (acknowledged !== undefined) return `${areCounted(acknowledged, 'post')} acknowledged`;
  if (members !== undefined) return `${areCounted(members, 'member')} seen`;
  if (queueSize === 0) return 'the queue is empty';
  if (queueSize !== undefined) return `the queue holds ${counted(queueSize, 'item')}`;
  return 'the cluster is safe';
}

function areCounted(count: number, noun: string): string {
  return `${counted(count, noun)} ${count === 1 ? 'is' : 'are'}`;
}
