import { expect, test } from 'vitest';
import { isAnimated } from '../../src/terminal/open-task-list.ts';

test.each([
  { isTTY: true, env: {}, animated: true },
  { isTTY: false, env: {}, animated: false },
  { isTTY: true, env: { CI: 'true' }, animated: false },
  { isTTY: true, env: { CI: '' }, animated: true },
  { isTTY: true, env: { TERM: 'dumb' }, animated: false },
])('terminal $isTTY with $env: animated $animated', ({ isTTY, env, animated }) => {
  expect(isAnimated({ isTTY }, env)).toBe(animated);
});

test.each([0, 3])('on a terminal of %d columns nothing is drawn', (columns) => {
  expect(isAnimated({ isTTY: true, columns }, {})).toBe(false);
  expect(isAnimated({ isTTY: true, columns: 80 }, {})).toBe(true);
});
