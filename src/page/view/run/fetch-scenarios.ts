import type { RunnableScenario } from '../../../protocol/run/run-progress.ts';
import { askPage, type Refusal } from '../feed/ask-page.ts';

/** The scenarios that can be run, or why they cannot be listed. Never rejects. */
export function fetchScenarios(): Promise<ScenariosAnswer> {
  return askPage('/scenarios', isList);
}

export type ScenariosAnswer = { scenarios: readonly RunnableScenario[] } | Refusal;

function isList(answer: object): answer is { scenarios: readonly RunnableScenario[] } {
  return 'scenarios' in answer;
}
