import { expect, test } from 'vitest';
import { facadeTarget } from '../../../src/system/distq/facade-target.ts';

test.each([
  ['http://127.0.0.1:8080', '/facade'],
  ['http://127.0.0.1:8080/', '/facade'],
  ['http://127.0.0.1:8080/facade', '/facade'],
  ['http://127.0.0.1:8080/facade/', '/facade/'],
  ['http://127.0.0.1:8080/post', '/post'],
  ['http://127.0.0.1:8080/api/v1/messages?to=queue&x=%20#part', '/api/v1/messages?to=queue&x=%20'],
  ['http://127.0.0.1:8080/?limit=5', '/facade?limit=5'],
])('%s asks for %s', (address, target) => {
  expect(facadeTarget(new URL(address))).toBe(target);
});
