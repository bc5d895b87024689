import { expect, test } from 'vitest';
import { fileStepSchema, readStep, stepTitle } from '../../../src/scenario/steps/step.ts';

function titleOf(file: object): string {
  return stepTitle(readStep(fileStepSchema.parse(file)));
}

test.each<[string, object]>([
  ['my own words', { name: 'my own words', post: {} }],
  ['start messages-service', { start: 'messages-service' }],
  ['stop logging-service-1, cluster', { stop: ['logging-service-1', 'cluster'] }],
  ['restart hazelcast-node1', { restart: 'hazelcast-node1' }],
  ['kill queue-owner (SIGKILL)', { kill: { target: 'queue-owner' } }],
  ['kill a, b (SIGTERM)', { kill: { target: ['a', 'b'], signal: 'SIGTERM' } }],
  ['freeze messages-service-1', { freeze: 'messages-service-1' }],
  ['thaw messages-service-1', { thaw: 'messages-service-1' }],
  ['thaw all that is frozen', { thaw: 'frozen' }],
  ['post 10 messages', { post: {} }],
  ['post 1 message', { post: { count: 1 } }],
  ['post 500 messages in the background', { post: { count: 500, background: true } }],
  ['post messages in the background until stopped', { post: { background: true } }],
  ['ask the facade once', { get: {} }],
  ['ask the facade 20 times', { get: { times: 20 } }],
  ['show queue and map per member', { show: { what: 'members' } }],
  ['show the whole log as each logging-service reads it', { show: { what: 'log' } }],
  ['show what each logging-service logged', { show: { what: 'logged' } }],
  ['show what each messages-service received', { show: { what: 'received' } }],
  ['wait until all messages are received', { wait: { received: 'all' } }],
  ['wait until 1 message is received', { wait: { received: 1 } }],
  ['wait until 300 posts are acknowledged', { wait: { acknowledged: 300 } }],
  ['wait until 2 members are seen', { wait: { members: 2 } }],
  ['wait until the cluster is safe', { wait: { safe: true } }],
  ['wait until the queue is empty', { wait: { queueSize: 0 } }],
  ['wait until the queue holds 5 items', { wait: { queueSize: 5 } }],
  ['wait 3000 ms', { wait: { forMs: 3000 } }],
  ['stop the posts', { finishPosts: 'stop' }],
  ['wait until the posts are done', { finishPosts: 'wait' }],
  [
    '3 times: stop messages-service-1, start messages-service-1',
    { repeat: { times: 3, steps: [{ stop: 'messages-service-1' }, { start: 'messages-service-1' }] } },
  ],
])('%s', (title, file) => {
  expect(titleOf(file)).toBe(title);
});
