import { setTimeout as sleep } from 'node:timers/promises';
import { NotReadyError } from '../../foundation/errors/errors.ts';
import { wasNeverSent } from '../../foundation/errors/never-sent.ts';
import { readNames } from '../../protocol/client-contract.ts';
import { portProblem, readProblem } from '../description-problem.ts';
import type { Lab } from '../lab.ts';

const listensWithinMs = 5_000;
const listenIntervalMs = 250;

/**
 * Sends each GET that takes nothing once to each instance, so that a wrong path is noticed before anything is posted.
 * @returns what was asked, and the answers
 * @throws WrongDescriptionError for a path that the system does not have, or a port where nothing listens
 */
export async function probeAddresses(lab: Lab): Promise<string[]> {
  const { ask, readModes } = lab.system;
  if (ask === undefined) return ['GETs of distq itself: not probed'];
  const { services, client } = await lab.session.status();
  const told: string[] = [];
  for (const what of readNames) {
    const read = client?.[what];
    if (read === undefined) continue;
    if (readModes?.[what] !== 'pure') {
      told.push(`GET ${read.path} of ${read.service}: not probed, it takes messages`);
      continue;
    }
    for (const instance of services.filter(({ service, kind }) => [service, kind].includes(read.service))) {
      const before = lab.answers.length;
      const address = `http://127.0.0.1:${instance.port}${read.path}`;
      const problem = await problemOf(() => ask(what, instance, lab.signal));
      if (problem !== undefined && wasNeverSent(problem.cause))
        throw portProblem(what, address, instance.name);
      const answered = lab.answers.slice(before);
      const wrong = readProblem(answered);
      if (wrong !== undefined) throw wrong;
      const [answer] = answered;
      told.push(
        `GET ${address} (${instance.name}): ${answer === undefined ? (problem?.message ?? 'no answer') : `HTTP ${answer.status}`}`,
      );
    }
  }
  return told;
}

/**
 * How a GET failed. A service that is ready by its log may need a moment until it listens, so a connection that never
 * stood is tried again for some seconds.
 */
async function problemOf(ask: () => Promise<unknown>): Promise<NotReadyError | undefined> {
  for (const deadlineMs = performance.now() + listensWithinMs; ;) {
    try {
      await ask();
      return undefined;
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      if (!wasNeverSent(error.cause) || performance.now() > deadlineMs) return error;
    }
    await sleep(listenIntervalMs);
  }
}
