import { NotReadyError } from '../../foundation/errors/errors.ts';
import { readNames } from '../../protocol/client-contract.ts';
import { readProblem } from '../description-problem.ts';
import type { Lab } from '../lab.ts';

/**
 * Sends each GET that takes nothing once to each instance, so that a wrong path is noticed before anything is posted.
 * @returns what was asked, and the answers
 * @throws WrongDescriptionError for a path that the system does not have
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
      const problem = await ask(what, instance, lab.signal).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof NotReadyError) return error.message;
          throw error;
        },
      );
      const answered = lab.answers.slice(before);
      const wrong = readProblem(answered);
      if (wrong !== undefined) throw wrong;
      const [answer] = answered;
      told.push(
        `GET http://127.0.0.1:${instance.port}${read.path} (${instance.name}): ${answer === undefined ? (problem ?? 'no answer') : `HTTP ${answer.status}`}`,
      );
    }
  }
  return told;
}
