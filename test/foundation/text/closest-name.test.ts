import { expect, test } from 'vitest';
import { closestName, didYouMean } from '../../../src/foundation/text/closest-name.ts';

const services = ['config-server', 'facade-service', 'logging-service', 'messages-service'];

test.each([
  ['message-service', 'messages-service'],
  ['lgoging-service', 'logging-service'],
  ['Facade-Service', 'facade-service'],
  ['config-serve', 'config-server'],
])('%s is near %s', (word, choice) => {
  expect(closestName(word, services)).toBe(choice);
});

test.each(['', 'x', 'service', 'hazelcast', 'y'.repeat(1_000_000)])('nothing is near %.20s', (word) => {
  expect(closestName(word, services)).toBeUndefined();
});

test('the nearest of several near ones', () => {
  expect(closestName('node2', ['node1', 'node22', 'node2'])).toBe('node2');
});

test('didYouMean is empty if nothing is near', () => {
  expect(didYouMean('jmv', ['jvm', 'docker'])).toBe(' (did you mean "jvm"?)');
  expect(didYouMean('podman', ['jvm', 'docker'])).toBe('');
});
