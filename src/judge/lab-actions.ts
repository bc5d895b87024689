import { NotReadyError } from '../foundation/errors/errors.ts';
import { waitFor } from '../foundation/async/wait-for.ts';
import type { Lab } from './lab.ts';
import type { Notes } from './notes.ts';

const safeWithinMs = 30_000;

/** Sends a signal to instances or members. @throws NotReadyError if one does not end */
export async function kill(lab: Lab, names: string[], signal: NodeJS.Signals, notes: Notes): Promise<void> {
  if (names.length === 0) return;
  const killed = await lab.session.kill(names, signal);
  const missed = killed.filter(({ hit }) => !hit).map(({ name }) => name);
  if (missed.length > 0) throw new NotReadyError(`${signal} did not end ${missed.join(', ')}`);
  notes.did(`sent ${signal} to ${names.join(', ')}`);
}

/** Stops instances gracefully. */
export async function stop(lab: Lab, names: string[], notes: Notes): Promise<void> {
  await lab.session.stop(names);
  notes.did(`stopped ${names.join(', ')}`);
}

/** Starts instances one after the other. @throws NotReadyError if one does not become ready */
export async function startInOrder(lab: Lab, names: string[], notes: Notes): Promise<void> {
  for (const name of names) await lab.session.start([name]);
  notes.did(`started ${names.join(', then ')}`);
}

/**
 * Starts every part that does not run, and waits until each member's data has its backups.
 * @param except instances that stay as they are
 * @throws NotReadyError if one does not become ready
 */
export async function startAll(lab: Lab, notes: Notes, except: readonly string[] = []): Promise<void> {
  const { services, members } = await lab.session.status();
  // Members first: the services need them.
  for (const part of [members, services]) {
    const names = part
      .filter(({ name, pid, state }) => pid === null && state !== 'ready' && !except.includes(name))
      .map(({ name }) => name);
    if (names.length === 0) continue;
    await lab.session.start(names);
    notes.did(`started ${names.join(', ')}`);
  }
  await untilBackedUp(lab);
}

/**
 * Everything runs but these instances, which are dead. Those that died for an earlier requirement are not started first: they
 * would only be killed again.
 * @throws NotReadyError if one does not end, or another one does not become ready
 */
export async function allButDead(lab: Lab, dead: readonly string[], notes: Notes): Promise<void> {
  await startAll(lab, notes, dead);
  const { services } = await lab.session.status();
  const running = services.filter(({ name, pid }) => dead.includes(name) && pid !== null);
  await kill(
    lab,
    running.map(({ name }) => name),
    'SIGKILL',
    notes,
  );
  if (running.length < dead.length)
    notes.saw(
      `killed earlier, and still dead: ${dead.filter((name) => running.every((one) => one.name !== name)).join(', ')}`,
    );
}

/** Waits until the backups of queue and map are complete. A system with its own broker does not tell: nothing is awaited. */
async function untilBackedUp(lab: Lab): Promise<void> {
  await waitFor({
    what: 'the members to have their backups',
    timeoutMs: safeWithinMs,
    intervalMs: 300,
    signal: lab.signal,
    probe: async () => {
      const { members, queue, map } = await lab.status();
      if (members.length < 2) return true;
      const isWhole = (structure: 'queue' | 'map', backups: number): boolean => {
        const sum = (which: 'owned' | 'backup') =>
          members.reduce((all, member) => all + (member[structure]?.[which] ?? Number.NaN), 0);
        return sum('backup') >= sum('owned') * Math.min(backups, members.length - 1);
      };
      return isWhole('queue', queue.backups) && isWhole('map', map.backups) ? true : undefined;
    },
  });
}
