import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

/** Of all that `npm test` runs; see simulate.process.test.ts. */
const seeds = 40;

test(`every promise is kept in ${seeds} worlds`, async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    if ((await simulate(seed)).broken === undefined) continue;
    const { broken, steps } = await simulate(seed, { isTraced: true });
    expect.fail(
      [...steps, broken?.promise, `Replay: npm run simulate -- --seed ${seed} --seeds 1`].join('\n'),
    );
  }
}, 120_000);
