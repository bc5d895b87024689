import { expect, test } from 'vitest';
import { isEmptyAnswer } from '../../src/judge/is-empty-answer.ts';

test.each(['', '[]', ' [ ]\n', '{}', '""', '{"messages": []}', 'log:', 'logging-service: []'])(
  '%j is empty',
  (body) => {
    expect(isEmptyAnswer(body)).toBe(true);
  },
);

test.each(['["a"]', '{"messages": ["a"]}'])('%j is not', (body) => {
  expect(isEmptyAnswer(body)).toBe(false);
});

test.each(['a message', '{"status": "ok"}', "['a']"])('%j does not tell', (body) => {
  expect(isEmptyAnswer(body)).toBeUndefined();
});
