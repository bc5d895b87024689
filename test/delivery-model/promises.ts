import { actionsOf, type Mutant } from './protocol.ts';
import type { State } from './state.ts';

/** What must hold at every moment. @returns what is broken */
export function brokenNow({ consumers, attempts, delivered }: State): string | undefined {
  if (consumers.every(({ isShown }) => isShown)) return 'duplicated: both show it';
  if (delivered !== null && isRefused(attempts)) return 'refused yet delivered';
  return undefined;
}

/** The last that the client heard is that the message surely does not arrive. */
function isRefused([first, second]: State['attempts']): boolean {
  if (first.at !== 'over' || first.answer === 'acknowledged') return false;
  if (second.answer === null)
    return (second.at === 'unsent' || second.at === 'over') && first.answer === 'refused';
  return second.answer === 'refused' && !second.isFirst;
}

/** What must hold once nothing goes wrong any more and everybody has done what there is to do. @returns what is broken */
export function brokenInTheEnd(
  state: State,
  known: Set<string>,
  keyOf: (state: State) => string,
  mutant?: Mutant,
): string | undefined {
  const path: string[] = [];
  let settled: State = { ...state, faults: 0, wrongGuesses: 0, neighbours: 0 };
  for (let step = 0; ; step += 1) {
    const broken = brokenNow(settled);
    if (broken !== undefined) return broken;
    // Whatever comes to a state that was found to end well does so, too.
    const key = `${keyOf(settled)}${step % 2}`;
    if (known.has(key)) return undefined;
    path.push(key);
    if (step > 300) return 'it never comes to rest';
    // A client that does not ask again is the harder case.
    const actions = actionsOf(settled, mutant).filter(({ name }) => !name.endsWith('is asked again'));
    // The relays last, by turns: that one goes round and round must not keep the other from its work.
    const next =
      actions.find(({ name }) => !name.startsWith('relay')) ??
      actions.find(({ name }) => name.startsWith(`relay ${step % 2}`)) ??
      actions[0];
    if (next === undefined) break;
    settled = next.next;
  }
  const { consumers, attempts, delivered, pending, queue } = settled;
  const shown = consumers.filter(({ isShown }) => isShown).length;
  const isAcknowledged = attempts.some(({ answer }) => answer === 'acknowledged');
  if (isAcknowledged && shown === 0) return delivered === null ? 'lost' : 'recorded, and never shown';
  if (consumers.some(({ isShown }, who) => isShown && delivered !== who))
    return 'shown, and not after a restart';
  if (pending > 0 || queue > 0) return 'undelivered';
  for (const key of path) known.add(key);
  return undefined;
}
