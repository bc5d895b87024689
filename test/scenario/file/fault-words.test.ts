import { expect, test } from 'vitest';
import { faultWords } from '../../../src/scenario/file/fault-words.ts';
import { scenarioSchema } from '../../../src/scenario/file/scenario.ts';

test.each([
  [[{ post: {} }], {}, 'none'],
  [
    [{ kill: { target: 'queue-owner', signal: 'SIGTERM' } }],
    { shutdown: 'graceful' },
    'SIGTERM queue-owner, graceful',
  ],
  [[{ kill: { target: 'queue-owner' } }, { kill: { target: 'queue-owner' } }], {}, '2× SIGKILL queue-owner'],
  [
    [{ kill: { target: ['logging-service-1', 'not-queue-owner'] } }, { freeze: 'messages-service' }],
    {},
    'SIGKILL logging-service-1 and 2 more',
  ],
  [[{ repeat: { times: 2, steps: [{ restart: 'cluster' }] } }], {}, 'restart cluster'],
  [[{ kill: { target: 'queue-owner' } }], { queueBackups: 0 }, 'SIGKILL queue-owner, no backup'],
  [
    [{ post: {} }],
    { crashPoints: { 'messages-service': 'after-poll' } },
    'messages-service crashes after-poll',
  ],
  [[{ post: {} }], { queueMaxSize: 5 }, 'queue full'],
])('%j with %j is described as %j', (steps, change, words) => {
  expect(faultWords(scenarioSchema.parse({ name: 'x', title: 'X', steps, change }))).toBe(words);
});
