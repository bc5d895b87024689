import { z } from 'zod';
import { NotReadyError } from '../../../foundation/errors/errors.ts';
import { askProgram } from '../../../foundation/processes/ask-program.ts';
import type { Command } from '../../../foundation/processes/process.ts';
import { runnableScenario, type RunnableScenario } from '../../../protocol/run/run-progress.ts';

const timeoutMs = 30_000;
const answer = z.array(runnableScenario);

/**
 * The scenarios that can be run, as another process of this program tells: this one need not read fifty files.
 * @throws NotReadyError if it does not tell
 */
export async function runnableScenarios(program: Command, signal: AbortSignal): Promise<RunnableScenario[]> {
  const { ok, stdout, problem } = await askProgram(program.file, program.args, {
    ...{ env: process.env, timeoutMs, signal },
  });
  if (!ok) throw new NotReadyError(`the scenarios cannot be listed: ${problem}`);
  return answer.parse(JSON.parse(stdout));
}
