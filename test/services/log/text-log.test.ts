import { pino } from 'pino';
import { expect, test } from 'vitest';
import { TextLog } from '../../../src/services/log/text-log.ts';
import { waitFor } from '../../../src/foundation/async/wait-for.ts';

function setUp() {
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(/"msg":"(.*)"/.exec(line)?.[1] ?? '');
  };
  const logger = pino({ base: null }, { write });
  return {
    lines,
    log: new TextLog({ logger, what: { one: 'Message Was Logged', many: 'Messages Were Logged' } }),
  };
}

const texts = (count: number) => Array.from({ length: count }, (_, index) => `msg${index + 1}`);

test('a few messages have a line each', () => {
  const { log, lines } = setUp();
  log.add(texts(2));
  expect(lines).toEqual(['Message Was Logged: msg1', 'Message Was Logged: msg2']);
});

test('of many the rest share a line, which comes by itself', async () => {
  const { log, lines } = setUp();
  log.add(texts(500));
  log.add(['msg501']);
  expect(lines).toHaveLength(10);
  await waitFor({ what: 'the shared line', timeoutMs: 10_000, probe: () => lines[10] });
  expect(lines[10]).toBe('Messages Were Logged: 491 more, the last one msg501');
  log.add(['msg502']);
  expect(lines[11]).toBe('Message Was Logged: msg502');
});

test('what has no line yet is written at the end', () => {
  const { log, lines } = setUp();
  log.add(texts(11));
  log.flush();
  expect(lines.at(-1)).toBe('Messages Were Logged: 1 more, the last one msg11');
  log.flush();
  expect(lines).toHaveLength(11);
});
