import { expect, test } from 'vitest';
import { nextPage } from '../../src/protocol/next-page.ts';

test.each([
  ['</messages?after=10&limit=5>; rel="next"', 'after=10&limit=5'],
  ['<http://a:1/x?after=a%2Bb>;rel=next', 'after=a%2Bb'],
  ['</x?after=1>; rel="prev"', undefined],
  ['', undefined],
  [undefined, undefined],
  [['</x?after=2>; rel="next"'], 'after=2'],
])('the next page of %j', (link, query) => {
  expect(nextPage(link)?.toString()).toBe(query);
});
