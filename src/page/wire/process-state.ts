import type { states } from '../../control/states.ts';

/** The state of a process, as `distq status` names it. */
export type State = (typeof states)[number];
