import type { SessionStatus } from '../../control/contract.ts';
import type { MergedAnswer } from '../../system/contract/merged-answer.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import type { System } from '../../system/contract/system.ts';
import type { Check } from './check.ts';

/**
 * Checks that every running instance of both services is among the answers.
 * @throws UsageError if the system does not show what its logging-services logged
 */
export function everyInstanceChecks(
  { received, logged }: Pick<System, 'received' | 'logged'>,
  status: SessionStatus,
  answers: readonly MergedAnswer[],
): Check[] {
  const asked = {
    logging: requireAbility(logged, 'what each logging-service logged'),
    messages: requireAbility(received, 'what each messages-service received'),
  };
  return (['logging', 'messages'] as const).map((part) => {
    const running = asked[part].running(status).map(({ name }) => name);
    const answered = new Set(answers.map((answer) => answer[part].instance));
    const [expected, actual] = [running, [...answered]].map((names) => names.sort().join(', '));
    return {
      what: `${part}-services in ${answers.length} answers`,
      expected: expected ?? '',
      actual: actual ?? '',
      holds: expected === actual,
    };
  });
}

/** Checks that each answer contains every acknowledged text. Texts may repeat, so they are counted. */
export function completeCheck(acknowledged: readonly string[], answers: readonly MergedAnswer[]): Check {
  const missing = answers.map(({ logging }) => {
    const left = new Map<string, number>();
    for (const msg of logging.messages) left.set(msg, (left.get(msg) ?? 0) + 1);
    return acknowledged.filter((msg) => {
      const count = left.get(msg) ?? 0;
      left.set(msg, count - 1);
      return count <= 0;
    }).length;
  });
  const most = Math.max(0, ...missing);
  return {
    what: `acknowledged messages missing in an answer (${answers.length} asked)`,
    expected: '0',
    actual: String(most),
    holds: most === 0,
  };
}
