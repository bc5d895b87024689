import type { RunPlace } from '../../protocol/run/run-progress.ts';
import type { Planned } from './planned.ts';

/** What can be done about a run of a scenario. */
export type RunAction =
  | { action: 'run'; scenario: string; place: RunPlace; isStepwise: boolean }
  /** Begins a step, counted from 0, of a run step by step. */
  | { action: 'next'; step: number }
  /** `dismiss-run`: no longer shows one that has ended. */
  | { action: 'stop-run' | 'dismiss-run' };

/** What a run asks for. */
export type RunRequest =
  | { ask: 'run'; scenario: string; place: RunPlace; isStepwise: boolean }
  | { ask: 'next'; step: number }
  | { ask: 'stop-run' | 'dismiss-run' };

export function planRunAction(action: RunAction): Planned<RunRequest> {
  switch (action.action) {
    case 'run': {
      const { scenario, place, isStepwise } = action;
      return {
        request: { ask: 'run', scenario, place, isStepwise },
        words: [...runWords(scenario, place), ...(isStepwise ? ['--pause'] : [])],
        isOfSession: place === 'here',
        // It kills members of the lab that is shown; one of its own is ended anyway.
        destructive: place === 'here',
      };
    }
    case 'next':
      return { request: { ask: 'next', step: action.step }, words: null, key: 'Enter', destructive: false };
    case 'stop-run':
      return { request: { ask: 'stop-run' }, words: null, key: 'Ctrl-C', destructive: true };
    case 'dismiss-run':
      return { request: { ask: 'dismiss-run' }, words: null, destructive: false };
  }
}

function runWords(scenario: string, place: RunPlace): string[] {
  if (place === 'fresh') return ['scenario', 'run', scenario];
  return scenario === 'failover' ? ['failover'] : ['scenario', 'run', scenario, '--here'];
}
