import type { RunnableScenario } from '../../../protocol/run/run-progress.ts';

/**
 * The scenarios that can be run.
 * @returns why they cannot be listed if they cannot, for people
 */
export async function fetchScenarios(): Promise<readonly RunnableScenario[] | string> {
  try {
    const response = await fetch('/scenarios');
    const answer: unknown = await response.json();
    return isList(answer) ? answer.scenarios : 'the scenarios cannot be listed';
  } catch {
    return 'the supervisor does not answer';
  }
}

/** Server and browser are of one build, so only what tells answers apart is looked at. */
function isList(answer: unknown): answer is { scenarios: RunnableScenario[] } {
  return typeof answer === 'object' && answer !== null && 'scenarios' in answer;
}
