import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { MachineLacksError, messageOf } from '../../foundation/errors/errors.ts';
import type { KeptAnswer } from '../../system/contract/kept-answer.ts';
import { evidenceFiles } from './evidence.ts';

/**
 * Appends an answer to the evidence of a run, as JSON Lines. At once: an answer that took messages from the system exists
 * nowhere else, and this process may be killed.
 * @throws MachineLacksError if it cannot be written
 */
export function keepAnswer(directory: string, answer: KeptAnswer): void {
  try {
    appendFileSync(join(directory, evidenceFiles.answers), `${JSON.stringify(answer)}\n`);
  } catch (error) {
    throw new MachineLacksError(`cannot keep an answer of ${answer.instance}: ${messageOf(error)}`, {
      cause: error,
      hint: 'free some space on the disk: the messages in it can be read nowhere else',
    });
  }
}
