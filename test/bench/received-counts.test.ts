import { expect, test } from 'vitest';
import { leastSizeBytes, NumberedTexts } from '../../src/bench/load/numbered-texts.ts';
import { ReceivedCounts } from '../../src/bench/received-counts.ts';
import { SentMessages } from '../../src/bench/load/sent-messages.ts';

test('texts have one size, need no escaping, and only their own run can read their number', () => {
  for (const size of [leastSizeBytes, 300]) {
    const texts = new NumberedTexts(size);
    for (const number of [1, 12_345, 99_999_999_999]) {
      const text = texts.textOf(number);
      expect(Buffer.byteLength(encodeURIComponent(text))).toBe(size);
      expect(texts.numberOf(text)).toBe(number);
      expect(new NumberedTexts(size).numberOf(text)).toBeUndefined();
      expect(texts.numberOf(`${text}x`)).toBeUndefined();
    }
  }
  expect(new NumberedTexts(20).numberOf('msg1')).toBeUndefined();
});

test('missing, duplicated, refused yet delivered and recovered messages are told apart, and the bad ones are named', () => {
  const texts = new NumberedTexts(20);
  const sent = new SentMessages();
  for (const number of [1, 2, 3, 4]) sent.set(number, 'acknowledged');
  sent.set(5, 'refused');
  sent.set(6, 'refused');
  sent.set(7, 'indeterminate');
  sent.set(8, 'indeterminate');
  const counts = new ReceivedCounts(texts, sent);
  for (const number of [1, 2, 2, 3, 5, 7]) counts.add(texts.textOf(number));
  counts.add('msg1');
  expect(counts.missing).toBe(1);
  expect(counts.judge()).toEqual({
    received: 6,
    missing: 1,
    duplicated: 1,
    refusedYetDelivered: 1,
    recovered: 1,
    examples: [
      { fate: 'duplicated', msg: texts.textOf(2) },
      { fate: 'missing', msg: texts.textOf(4) },
      { fate: 'refusedYetDelivered', msg: texts.textOf(5) },
    ],
  });
});

test('a million messages take bytes, not objects', () => {
  const texts = new NumberedTexts(20);
  const sent = new SentMessages();
  const before = process.memoryUsage();
  for (let number = 1; number <= 1_000_000; number += 1) sent.set(number, 'acknowledged');
  const counts = new ReceivedCounts(texts, sent);
  for (let number = 1; number <= 1_000_000; number += 2) counts.add(texts.textOf(number));
  expect(counts.missing).toBe(500_000);
  expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(10_000_000);
  const { missing, examples } = counts.judge();
  expect(missing).toBe(500_000);
  expect(examples.length).toBe(20);
});
