import { expect, test } from 'vitest';
import { LineBacklog } from '../../../src/supervisor/logs/line-backlog.ts';

function takeAll(backlog: LineBacklog): string[] {
  const taken: string[] = [];
  for (let next = backlog.shift(); next !== undefined; next = backlog.shift())
    taken.push(`${next.name}: ${next.line}`);
  return taken;
}

test('lines that are taken in time are complete and in order', () => {
  const backlog = new LineBacklog(1_000);
  const taken: string[] = [];
  for (let number = 0; number < 100; number += 1) {
    backlog.push({ name: 'a', line: String(number) });
    taken.push(...takeAll(backlog));
  }
  expect(taken).toEqual(Array.from({ length: 100 }, (_, number) => `a: ${number}`));
});

test('for a slow reader the newest lines are kept, and each log says how many are missing', () => {
  const backlog = new LineBacklog(450);
  for (const line of ['1', '2', '3', '4']) for (const name of ['a', 'b']) backlog.push({ name, line });
  backlog.push({ name: 'a', line: '5' });
  expect(takeAll(backlog)).toEqual([
    'a: … 3 lines left out',
    'b: … 2 lines left out',
    'b: 3',
    'a: 4',
    'b: 4',
    'a: 5',
  ]);
  expect(takeAll(backlog)).toEqual([]);
});

test('the lines that were asked for to begin with are all kept', () => {
  const backlog = new LineBacklog(150);
  for (let number = 0; number < 10; number += 1) backlog.begin({ name: 'a', line: String(number) });
  for (const line of ['x', 'y', 'z']) backlog.push({ name: 'a', line });
  const lines = Array.from({ length: 10 }, (_, number) => `a: ${number}`);
  expect(takeAll(backlog)).toEqual([...lines, 'a: … 2 lines left out', 'a: z']);
});

test('a line that is longer than the bound is left out itself', () => {
  const backlog = new LineBacklog(150);
  backlog.push({ name: 'a', line: 'x'.repeat(100) });
  expect(takeAll(backlog)).toEqual(['a: … 1 line left out']);
});
