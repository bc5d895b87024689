import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { renderAnswers } from '../../../src/commands/views/get-view.ts';
import { listTexts } from '../../../src/commands/views/list-texts.ts';
import { renderPostSummary } from '../../../src/commands/views/post-view.ts';

const plain = new Chalk({ level: 0 });
const long = 'x'.repeat(200_000);
const cut = `${'x'.repeat(100)}… (200000 characters)`;

test('post: the reason is shown whatever the length of the message', () => {
  const summary = {
    ...{ attempted: 1, acknowledged: 0, refused: 1, indeterminate: 0, retried: 0, durationMs: 5 },
    latencyMs: { p50: null, p99: null, max: null },
  };
  const heard = { kind: 'refused', status: 413, reason: 'too large' } as const;
  const failed = [{ ...heard, seq: 1, uuid: 'u', msg: long, attempts: 1, ms: 5 }];
  expect(renderPostSummary(summary, failed, plain)).toContain(`\n  refused: ${cut} (u): too large\n`);
});

test('get, runs and verdicts: each text is cut to a readable length', () => {
  const part = (instance: string) => ({ instance, messages: ['a', long] });
  const answers = [{ logging: part('logging-service-1'), messages: part('messages-service-1') }];
  expect(renderAnswers(answers, plain)).toContain(`messages-service-1 (2): a ${cut}\n`);
  expect(listTexts(['a\n', long])).toBe(`a\\n ${cut}`);
});
