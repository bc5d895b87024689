import { answerText, noAnswerText } from './answer-text.ts';

/** Why there is no answer, for people. */
export interface Refusal {
  refusal: string;
}

/**
 * Asks the page's server for a document. Never rejects.
 * @param isExpected whether it is the document: server and browser are of one build, so only what tells answers apart is
 * looked at
 */
export async function askPage<T extends object>(
  path: string,
  isExpected: (value: object) => value is T,
): Promise<T | Refusal> {
  try {
    const response = await fetch(path);
    const answer: unknown = await response.json();
    const isAnswer = response.ok && typeof answer === 'object' && answer !== null && isExpected(answer);
    return isAnswer ? answer : { refusal: answerText(answer) };
  } catch {
    return { refusal: noAnswerText };
  }
}
