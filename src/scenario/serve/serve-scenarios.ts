import { connectSession } from '../../control/client.ts';
import type { SessionStatus } from '../../control/contract.ts';
import { messageOf } from '../../foundation/errors/errors.ts';
import type { RunnableScenario } from '../../protocol/run/run-progress.ts';
import { findAllScenarios } from '../file/builtin-scenarios.ts';
import type { Scenario } from '../file/scenario.ts';
import { whyNotHere } from '../run/why-not-here.ts';

/** Prints the scenarios that can be run from the working directory, as JSON: `serve scenarios SESSION`. */
export async function serveScenarios(session = 'default'): Promise<void> {
  const directory = process.cwd();
  const [found, running] = await Promise.all([findAllScenarios(directory), runningIn(directory, session)]);
  const scenarios = found.map(({ scenario }) => runnable(scenario, running));
  process.stdout.write(`${JSON.stringify(failoverFirst(scenarios))}\n`);
}

/** @returns why it is not known if it is not */
async function runningIn(directory: string, name: string): Promise<SessionStatus | string> {
  try {
    const session = await connectSession({ directory, session: name });
    try {
      return await session.status();
    } finally {
      await session.close();
    }
  } catch (error) {
    return messageOf(error);
  }
}

function runnable(scenario: Scenario, running: SessionStatus | string): RunnableScenario {
  const { name, title, description, topology, steps } = scenario;
  const notHere = typeof running === 'string' ? running : (whyNotHere(scenario, running) ?? null);
  return { name, title, description: description.trim(), topology, steps: steps.length, notHere };
}

function failoverFirst(scenarios: readonly RunnableScenario[]): RunnableScenario[] {
  const isFirst = ({ name }: RunnableScenario) => name === 'failover';
  return [...scenarios.filter(isFirst), ...scenarios.filter((one) => !isFirst(one))];
}
