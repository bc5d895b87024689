import type { PastRun } from '../../wire/past-run.ts';

/** Verdicts are told by a sign and a word, not by colour alone. */
export const verdictLooks = {
  passed: { look: 'good', sign: '✓' },
  failed: { look: 'bad', sign: '✗' },
  inconclusive: { look: 'doubt', sign: '?' },
} as const satisfies Record<PastRun['verdict'], { look: string; sign: string }>;
