import type { Lab } from './lab.ts';
import type { MessageFindings } from './message-findings.ts';
import type { Notes } from './notes.ts';

/** The parts of the lab, in the order in which they are judged. The last one need not pass. */
export const parts = ['part1', 'part2', 'carried-over', 'beyond'] as const;
export type Part = (typeof parts)[number];

export const partTitles: Readonly<Record<Part, string>> = {
  part1: 'Part 1: the system works',
  part2: 'Part 2: the queue survives',
  'carried-over': 'From the earlier labs',
  beyond: 'Beyond the lab',
};

/** `unknown`: it could not be found out, so it is not proven. */
export type RowVerdict = 'passed' | 'failed' | 'not applicable' | 'unknown';

export interface RowOutcome {
  verdict: RowVerdict;
  /** One sentence; null: it passed. */
  reason: string | null;
  /** The messages that show a failure. */
  messages?: MessageFindings;
}

/** One requirement of the lab, and how it is judged. */
export interface Requirement {
  /** Unique word, also a column of the table of submissions. */
  id: string;
  part: Part;
  title: string;
  /** Why this system cannot be asked; undefined: it can. Asks only what is known from the start. */
  notFor?: (lab: Lab) => string | undefined;
  /** @param notes what was done and seen, for the report */
  judge: (lab: Lab, notes: Notes) => Promise<RowOutcome>;
}

export const passed: RowOutcome = { verdict: 'passed', reason: null };

export function failed(reason: string, messages?: MessageFindings): RowOutcome {
  return { verdict: 'failed', reason, ...(messages === undefined ? {} : { messages }) };
}

export function unknown(reason: string): RowOutcome {
  return { verdict: 'unknown', reason };
}
