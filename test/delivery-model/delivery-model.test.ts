import { expect, test } from 'vitest';
import { explore } from './explore.ts';
import type { Limits } from './state.ts';
import { mutants, type Mutant } from './protocol.ts';

/** What the model finds broken first in each wrong protocol. */
const expected: Record<Mutant, string> = {
  'show before record': 'doubled: both show it',
  'record without asking who did before': 'doubled: both show it',
  'show nothing again after a restart': 'recorded, and never shown',
  'clear before record': 'lost',
  'acknowledge before marking pending': 'lost',
  'mark pending before offer': 'refused yet delivered',
  'no relay': 'lost',
  'relay clears what it did not show': 'recorded, and never shown',
  'trust the log about a repeated key': 'lost',
  'refuse for certain what was tried before': 'refused yet delivered',
  'mark nothing pending again for a repeated key': 'recorded, and never shown',
  'clear a group that is shown in part': 'lost',
  'add a share to what has changed': 'doubled: both show it',
  'take what is found recorded for safe': 'shown, and not after a restart',
  'relay shows what it read': 'doubled: both show it',
};

/** These take too many steps to be come upon from the very beginning. */
const needsSecondPost = new Set([
  'trust the log about a repeated key',
  'refuse for certain what was tried before',
  'mark nothing pending again for a repeated key',
]);

const offeredByADeadFacade = ['facade 0: logs', 'facade 0: offers', 'facade 0: dies'];

/** Two faults at any moments, and what only a second post of the key can meet. */
const worlds: (Limits & { atLeast: number })[] = [
  { attempts: 1, faults: 2, wrongGuesses: 0, atLeast: 60_000 },
  { attempts: 1, faults: 1, wrongGuesses: 1, atLeast: 40_000 },
  { attempts: 1, faults: 1, wrongGuesses: 0, neighbours: 2, atLeast: 80_000 },
  { attempts: 2, faults: 0, wrongGuesses: 0, atLeast: 60_000 },
];

test.each(worlds)(
  'every promise holds in every order of steps: $attempts posts, $faults faults, $wrongGuesses wrong guesses, $neighbours neighbours',
  ({ atLeast, ...limits }) => {
    const { broken, states } = explore(limits);
    expect(broken).toBeUndefined();
    // Far fewer would mean that it does not look where it should.
    expect(states).toBeGreaterThan(atLeast);
  },
  300_000,
);

test('every promise holds whatever follows a facade that died with an offer made', () => {
  const limits = { attempts: 2, faults: 2, wrongGuesses: 0 } as const;
  const { broken, states } = explore(limits, undefined, offeredByADeadFacade);
  expect(broken).toBeUndefined();
  expect(states).toBeGreaterThan(15_000);
}, 300_000);

// Half a million states take a minute.
test.runIf(process.env['DISTQ_MODEL'] === 'full')(
  'every promise holds in every order of steps: 2 posts, 1 fault',
  () => {
    expect(explore({ attempts: 2, faults: 1, wrongGuesses: 0 }).broken).toBeUndefined();
  },
  600_000,
);

test.each(Object.entries(expected))(
  'it finds what is wrong with: %s',
  (name, promise) => {
    const mutant = mutants.find((known) => known === name);
    const limits = { attempts: 2, faults: 2, wrongGuesses: 0 } as const;
    const { broken } = needsSecondPost.has(name)
      ? explore(limits, mutant, offeredByADeadFacade)
      : explore({ ...limits, attempts: 1, neighbours: 1 }, mutant);
    expect(broken?.promise).toBe(promise);
  },
  300_000,
);
