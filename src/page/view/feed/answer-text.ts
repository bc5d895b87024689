/** What an answer of the supervisor says, for people: what was done, or the error and its remedy. */
export function answerText(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return 'the answer has an unknown form';
  if ('done' in answer) return String(answer.done);
  if (!('error' in answer)) return 'the answer has an unknown form';
  const { error } = answer;
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const remedy = 'hint' in error && typeof error.hint === 'string' ? ` (${error.hint})` : '';
  return `${String(error.message)}${remedy}`;
}

export const noAnswerText = 'the supervisor does not answer';
