import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProcessState, SessionEvent, State } from '../../../src/control/contract.ts';
import { EventLog } from '../../../src/supervisor/logs/event-log.ts';
import { temporaryDirectory } from '../../broker/hazelcast/support/temporary-directory.ts';

const never = new AbortController().signal;

/** A log and the states that it tells of, changed together. */
async function logOf(...names: string[]) {
  const path = join(await temporaryDirectory(), 'events.jsonl');
  const log = new EventLog(path);
  const states = new Map<string, State>(names.map((name) => [name, 'pending']));
  const become = (name: string, to: State): void => {
    const from = states.get(name) ?? 'pending';
    states.set(name, to);
    log.record({ at: new Date().toISOString(), name, from, to, generation: 1, pid: null, reason: null });
  };
  const follow = (followed = names) =>
    log.follow(
      {
        names: new Set(followed),
        states: (): ProcessState[] =>
          followed.map((name) => ({ name, state: states.get(name) ?? 'pending', pid: null })),
      },
      never,
    );
  return { log, become, follow, path };
}

async function take(events: AsyncGenerator<SessionEvent>, count: number): Promise<SessionEvent[]> {
  const taken: SessionEvent[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

function brief(events: readonly SessionEvent[]): string[] {
  return events.map((event) => {
    if (event.event === 'snapshot')
      return `snapshot ${event.number} ${event.processes.map(({ state }) => state).join()} missed ${event.missed}`;
    return event.event === 'end' ? `end ${event.number}` : `change ${event.number} ${event.name} ${event.to}`;
  });
}

test('a snapshot of now, then every change after it, then the end', async () => {
  const { log, become, follow, path } = await logOf('a', 'b');
  become('a', 'starting');
  const events = follow();
  expect(brief(await take(events, 1))).toEqual(['snapshot 1 starting,pending missed 0']);
  become('a', 'ready');
  become('b', 'starting');
  log.close();
  expect(brief(await take(events, 9))).toEqual(['change 2 a ready', 'change 3 b starting', 'end 3']);
  expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(3);
});

test('the states and the changes since agree, whenever a follower begins', async () => {
  const { log, become, follow } = await logOf('a');
  const followers: Promise<SessionEvent[]>[] = [];
  for (let round = 0; round < 50; round++) {
    followers.push(take(follow(), Infinity));
    if (round % 3 === 0) await Promise.resolve();
    become('a', round % 2 === 0 ? 'starting' : 'ready');
    if (round % 7 === 0) await new Promise(setImmediate);
  }
  log.close();
  for (const events of await Promise.all(followers)) {
    const [first, ...rest] = events;
    if (first?.event !== 'snapshot') throw new Error('no snapshot');
    expect(first.processes[0]?.state).toBe(
      first.number === 0 ? 'pending' : first.number % 2 === 1 ? 'starting' : 'ready',
    );
    const numbers = rest.slice(0, -1).map(({ number }) => number);
    expect(numbers).toEqual(
      Array.from({ length: 50 - first.number }, (_, index) => first.number + 1 + index),
    );
    expect(rest.at(-1)).toEqual({ event: 'end', number: 50 });
  }
});

test('a follower that falls behind gets a new snapshot and is told how many changes it missed', async () => {
  const { become, follow } = await logOf('a');
  const events = follow();
  await take(events, 1);
  for (let change = 1; change <= 10_000; change++) become('a', change % 2 === 0 ? 'ready' : 'starting');
  const [snapshot] = await take(events, 1);
  expect(snapshot).toMatchObject({ event: 'snapshot', number: 10_000, missed: 10_000 });
  become('a', 'exited');
  expect(brief(await take(events, 1))).toEqual(['change 10001 a exited']);
});

test('a follower of some processes gets no changes of others', async () => {
  const { log, become, follow } = await logOf('a', 'b');
  const events = follow(['b']);
  await take(events, 1);
  become('a', 'ready');
  become('b', 'ready');
  log.close();
  expect(brief(await take(events, 9))).toEqual(['change 2 b ready', 'end 2']);
});

test('a follower after the end gets the last states, and the end', async () => {
  const { log, become, follow } = await logOf('a');
  become('a', 'exited');
  log.close();
  expect(brief(await take(follow(), 9))).toEqual(['snapshot 1 exited missed 0', 'end 1']);
});
