import { expect, test } from 'vitest';
import { clientContract } from '../../../src/protocol/client-contract.ts';
import { judgeAnswer } from '../../../src/system/described/judge-answer.ts';

const { post } = clientContract.parse({
  post: { path: '/', acknowledged: { status: [200], body: 'uuid', bodyNot: 'error' } },
});

test.each([
  [200, '{"uuid":"1"}', 'acknowledged', undefined],
  [201, '{"uuid":"1"}', 'refused', 'HTTP 201: {"uuid":"1"}'],
  [200, 'OK', 'refused', 'HTTP 200 without a match of /uuid/: OK'],
  [200, '{"uuid":"1","error":"x"}', 'refused', 'HTTP 200 with a match of /error/: {"uuid":"1","error":"x"}'],
  [500, 'a\u001b[2J', 'refused', 'HTTP 500: a [2J'],
  [504, '', 'indeterminate', 'HTTP 504: '],
])('%i %s is %s', (status, body, kind, reason) => {
  expect(judgeAnswer(post, { status, body })).toEqual({
    kind,
    status,
    ...(reason === undefined ? {} : { reason }),
  });
});
