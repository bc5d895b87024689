import { expect, test } from 'vitest';
import { postProblem, readProblem } from '../../src/judge/description-problem.ts';
import type { Sent } from '../../src/judge/message-findings.ts';

const address = new URL('http://127.0.0.1:1/facade');
const refused = (status: number | null): Sent => ({ text: 'a', kind: 'refused', status });

test('only posts that were all answered as by a stranger tell of a wrong description', () => {
  expect(postProblem([refused(404), refused(400)], address)?.message).toContain('/facade');
  expect(postProblem([refused(404), refused(500)], address)).toBeUndefined();
  expect(postProblem([refused(404), refused(null)], address)).toBeUndefined();
  expect(postProblem([], address)).toBeUndefined();
});

test('posts that reach nobody tell of a wrong port', () => {
  expect(postProblem([refused(null), refused(null)], address)?.hint).toContain('port');
  expect(postProblem([{ text: 'a', kind: 'indeterminate', status: null }], address)).toBeUndefined();
});

test('answers 2xx that the file takes for refusals tell of wrong acknowledgements', () => {
  expect(postProblem([refused(200), refused(201)], address)?.hint).toContain('acknowledged');
  expect(postProblem([refused(200), { ...refused(200), kind: 'acknowledged' }], address)).toBeUndefined();
});

test('a GET that the system does not have is named with its place in the file', () => {
  const answer = { what: 'log', instance: 'logging-service-1', body: 'Not Found' } as const;
  expect(readProblem([{ ...answer, status: 404 }])?.hint).toContain('client.log');
  expect(readProblem([{ ...answer, status: 500 }])).toBeUndefined();
});
