import { messageOf } from '../../foundation/errors/errors.ts';
import { waitFor } from '../../foundation/async/wait-for.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import type { RunContext } from './run-context.ts';

/** Exactly one of the optional fields is set. */
export interface Condition {
  /** all: every acknowledged message. */
  received?: number | 'all' | undefined;
  acknowledged?: number | undefined;
  members?: number | undefined;
  safe?: true | undefined;
  queueSize?: number | undefined;
  withinMs: number;
}

interface Seen {
  holds: boolean;
  seen: string;
}

/**
 * @returns what was seen when the condition was met
 * @throws NotReadyError if it is not met within `withinMs`, with what was last seen
 */
export async function waitUntil(context: RunContext, wait: Condition): Promise<string> {
  const { what, look } = conditionOf(context, wait);
  let last = 'nothing yet';
  await waitFor({
    what,
    timeoutMs: wait.withinMs,
    intervalMs: 50,
    signal: context.signal,
    lastSeen: () => last,
    probe: async () => {
      const { holds, seen } = await look().catch((error: unknown) => ({
        holds: false,
        seen: messageOf(error),
      }));
      last = seen;
      return holds ? true : undefined;
    },
  });
  return last;
}

function conditionOf(context: RunContext, wait: Condition): { what: string; look: () => Promise<Seen> } {
  const { observer, posts } = context;
  if (wait.received !== undefined) {
    const { received } = wait;
    return {
      what: `${received} messages to be received`,
      look: async () => {
        const uuids = await receivedUuids(context);
        if (received !== 'all') return atLeast(uuids.length, received, 'messages received');
        // Counts different messages: a duplicate, or a message with unknown outcome, must not count instead of an
        // acknowledged one.
        const different = new Set(uuids);
        const arrived = [...posts.acknowledged.keys()].filter((uuid) => different.has(uuid));
        return atLeast(arrived.length, posts.acknowledged.size, 'messages received');
      },
    };
  }
  if (wait.acknowledged !== undefined) {
    const wanted = wait.acknowledged;
    return {
      what: `${wanted} posts to be acknowledged`,
      look: () => Promise.resolve(atLeast(posts.acknowledged.size, wanted, 'posts acknowledged')),
    };
  }
  if (wait.members !== undefined) {
    const wanted = wait.members;
    return {
      what: `the client to see ${wanted} members`,
      look: () => Promise.resolve(exactly(observer.members().length, wanted, 'members')),
    };
  }
  if (wait.queueSize !== undefined) {
    const wanted = wait.queueSize;
    return {
      what: `${wanted} items in the queue`,
      look: async () => exactly(await observer.queueSize(), wanted, 'items in the queue'),
    };
  }
  return {
    what: 'the cluster to be safe',
    look: async () => {
      const holds = await observer.isSafe();
      return {
        holds,
        seen: holds ? 'every backup is in place' : 'migrations in progress, or backups missing',
      };
    },
  };
}

async function receivedUuids({ system, messagesOf }: RunContext): Promise<(string | null)[]> {
  const received = requireAbility(system.received, 'what each messages-service received');
  return Object.values(await messagesOf(received))
    .flat()
    .map(({ uuid }) => uuid);
}

function atLeast(actual: number, wanted: number, noun: string): Seen {
  const holds = actual >= wanted;
  return { holds, seen: `${actual}${holds ? '' : ` of ${wanted}`} ${noun}` };
}

function exactly(actual: number, wanted: number, noun: string): Seen {
  return { holds: actual === wanted, seen: `${actual} ${noun}` };
}
