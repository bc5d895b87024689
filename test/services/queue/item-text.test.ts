import { BigDecimal } from 'hazelcast-client';
import { expect, test } from 'vitest';
import { itemText } from '../../../src/services/queue/item-text.ts';

const round: Record<string, unknown> = {};
round['itself'] = round;

test.each<[unknown, string]>([
  ['text', 'text'],
  [5, '5'],
  [{ a: [true, null] }, '{"a":[true,null]}'],
  [12345678901234567890n, '"12345678901234567890"'],
  [{ amount: 1n }, '{"amount":"1"}'],
  [BigDecimal.fromString('1.50'), '{"unscaledValue":"150","scale":2}'],
  [round, '[object Object]'],
])('%s is shown', (item, text) => {
  expect(itemText(item)).toEqual(text);
});
