import { brokenInTheEnd, brokenNow } from './promises.ts';
import { actionsOf, type Mutant } from './protocol.ts';
import { initialState, type Limits, type State } from './state.ts';

interface Step {
  name: string;
  before: Step | undefined;
}

export interface Exploration {
  states: number;
  /** The first promise found broken, by the shortest way that leads to it. */
  broken: { promise: string; steps: string[] } | undefined;
}

/**
 * Looks at every state that can be reached, breadth first.
 * @param prefix steps that are done first
 */
export function explore(limits: Limits, mutant?: Mutant, prefix: readonly string[] = []): Exploration {
  const start = follow(prefix, initialState(limits), mutant);
  const seen = new Set([keyOf(start)]);
  const endsWell = new Set<string>();
  let level: { state: State; step: Step | undefined }[] = [{ state: start, step: undefined }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { state, step } of level) {
      const promise = brokenNow(state) ?? brokenInTheEnd(state, endsWell, keyOf, mutant);
      if (promise !== undefined) return { states: seen.size, broken: { promise, steps: stepsTo(step) } };
      for (const action of actionsOf(state, mutant)) {
        const key = keyOf(action.next);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state: action.next, step: { name: action.name, before: step } });
      }
    }
    level = next;
  }
  return { states: seen.size, broken: undefined };
}

function follow(names: readonly string[], start: State, mutant: Mutant | undefined): State {
  return names.reduce((state, name) => {
    const action = actionsOf(state, mutant).find((possible) => possible.name === name);
    if (action === undefined) throw new Error(`it cannot happen here that ${name}`);
    return action.next;
  }, start);
}

/** Only whether a relay's entry is still the present one matters, not how many writes there were. */
function keyOf(state: State): string {
  const { attempts, consumers, isLogged, queue, pending, delivered, recordWrites, isRecordAlone } = state;
  const { late, faults, wrongGuesses, neighbours } = state;
  const relays = consumers.map(({ relay }) =>
    'pending' in relay ? { ...relay, pending: relay.pending === pending } : relay,
  );
  const rest = consumers.map(({ isUp, hand, isShown, read }) => [
    isUp,
    hand,
    isShown,
    hand === 'striking' && read === pending,
    hand === 'sharing' && read === recordWrites,
  ]);
  return JSON.stringify([
    attempts.map(({ at, isFirst, answer }) => [at, isFirst, answer]),
    rest,
    relays,
    isLogged,
    queue,
    pending > 0,
    delivered,
    recordWrites > 0,
    isRecordAlone,
    [...late].sort(),
    faults,
    wrongGuesses,
    neighbours,
  ]);
}

function stepsTo(last: Step | undefined): string[] {
  const names: string[] = [];
  for (let step = last; step !== undefined; step = step.before) names.unshift(step.name);
  return names;
}
