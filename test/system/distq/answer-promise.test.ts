import { expect, test } from 'vitest';
import { judgeError } from '../../../src/system/contract/judge-error.ts';
import { judgeStatus } from '../../../src/system/distq/answer-promise.ts';

test.each([
  [200, 'acknowledged'],
  [201, 'acknowledged'],
  [202, 'indeterminate'],
  [204, 'indeterminate'],
  [302, 'indeterminate'],
  [400, 'refused'],
  [404, 'refused'],
  [413, 'refused'],
  [429, 'refused'],
  [500, 'indeterminate'],
  [502, 'indeterminate'],
  [503, 'refused'],
  [504, 'indeterminate'],
])('HTTP %d means %s', (status, kind) => {
  expect(judgeStatus(status)).toBe(kind);
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
  '%s means that nothing was sent',
  (code) => {
    expect(judgeError(Object.assign(new Error('no'), { code }))).toEqual({
      kind: 'refused',
      status: null,
      reason: 'no',
    });
  },
);

test.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'])(
  '%s leaves it open',
  (code) => {
    expect(judgeError(Object.assign(new Error('no'), { code })).kind).toBe('indeterminate');
  },
);

test('an error without a message is told by its code, anything else as text', () => {
  expect(judgeError(Object.assign(new Error(''), { code: 'ECONNREFUSED' })).reason).toBe('ECONNREFUSED');
  expect(judgeError('odd')).toEqual({ kind: 'indeterminate', status: null, reason: 'odd' });
});
