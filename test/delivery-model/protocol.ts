import { planRelay } from '../../src/services/messages/relay-plan.ts';
import type { Attempt, Consumer, Index, Late, State } from './state.ts';

/** A way to get the protocol wrong; each breaks a promise. */
export const mutants = [
  'show before record',
  'record without asking who did before',
  'show nothing again after a restart',
  'clear before record',
  'acknowledge before marking pending',
  'mark pending before offer',
  'no relay',
  'relay clears what it did not show',
  'trust the log about a repeated key',
  'refuse for certain what was tried before',
  'mark nothing pending again for a repeated key',
  'clear a group that is shown in part',
  'add a share to what has changed',
  'take what is found recorded for safe',
  'relay shows what it read',
] as const;
export type Mutant = (typeof mutants)[number];

export interface Action {
  name: string;
  next: State;
}

/** All that can happen next. With `faults` 0 and no wrong guesses left only what a healthy system does. */
export function actionsOf(state: State, mutant?: Mutant): Action[] {
  return [
    ...([0, 1] as const).flatMap((who) => [
      ...attemptActions(state, who, mutant),
      ...consumerActions(state, who, mutant),
      ...relayActions(state, who, mutant),
    ]),
    ...neighbourActions(state, mutant),
    ...state.late.map((late, index) => ({ name: `late ${late}`, next: land(state, late, index) })),
    ...(state.faults > 0 ? faultsOf(state, mutant) : []),
  ];
}

function withAttempt(state: State, who: Index, change: Partial<Attempt>): State {
  const attempts: State['attempts'] = [state.attempts[0], state.attempts[1]];
  attempts[who] = { ...attempts[who], ...change };
  return { ...state, attempts };
}

function withConsumer(state: State, who: Index, change: Partial<Consumer>): State {
  const consumers: State['consumers'] = [state.consumers[0], state.consumers[1]];
  consumers[who] = { ...consumers[who], ...change };
  return { ...state, consumers };
}

function markPending(state: State): State {
  return { ...state, pending: state.writes + 1, writes: state.writes + 1 };
}

function record(state: State, who: Index, mutant?: Mutant): State {
  const isFree = state.delivered === null || mutant === 'record without asking who did before';
  if (isFree) return share(state, who);
  // What is found is written again as it is: that waits for the backup, too.
  return mutant === 'take what is found recorded for safe' ? state : { ...state, isRecordAlone: false };
}

function share(state: State, who: Index | null): State {
  return { ...state, delivered: who, recordWrites: state.recordWrites + 1, isRecordAlone: false };
}

function attemptActions(state: State, who: Index, mutant?: Mutant): Action[] {
  const { at, isFirst } = state.attempts[who];
  const step = (name: string, next: State): Action => ({ name: `facade ${who}: ${name}`, next });
  const to = (next: Attempt['at'], from = state): State => withAttempt(from, who, { at: next });
  const over = (answer: Attempt['answer'], from = state): State =>
    withAttempt(from, who, { at: 'over', answer });
  const offerFirst = mutant !== 'mark pending before offer';
  const added: State = { ...state, queue: state.queue + 1 };
  const afterOffer = offerFirst ? 'mark pending' : 'answer';
  switch (at) {
    case 'unsent':
      return who === 1 ? [step('is asked again', to('log'))] : [];
    case 'log':
      if (!state.isLogged)
        return [step('logs', to(offerFirst ? 'offer' : 'mark pending', { ...state, isLogged: true }))];
      return [step('finds it logged', withAttempt(state, who, { at: 'check', isFirst: false }))];
    case 'check': {
      const isTaken = state.pending > 0 || state.delivered !== null;
      return isTaken || mutant === 'trust the log about a repeated key'
        ? [step('finds it taken', mutant === undefined || isTaken ? to('repeat') : over('acknowledged'))]
        : [step('finds it untaken', to(offerFirst ? 'offer' : 'mark pending'))];
    }
    case 'offer': {
      const isCertain = isFirst || mutant === 'refuse for certain what was tried before';
      const acknowledged = over('acknowledged', added);
      return [
        step(
          'offers',
          mutant === 'acknowledge before marking pending' ? acknowledged : to(afterOffer, added),
        ),
        step('finds the queue full', over(isCertain ? 'refused' : 'unknown')),
      ];
    }
    case 'mark pending':
      return [step('marks pending', to(offerFirst ? 'answer' : 'offer', markPending(state)))];
    case 'repeat': {
      const isMarked = mutant !== 'mark nothing pending again for a repeated key';
      return [step('marks pending again', to('answer', isMarked ? markPending(state) : state))];
    }
    case 'answer':
      return [step('answers', over('acknowledged'))];
    case 'over':
      return [];
  }
}

/** What becomes of another message in the entry, from where this one stands: the entry is another one afterwards. */
function neighbourActions(before: State, mutant?: Mutant): Action[] {
  if (before.neighbours === 0) return [];
  const state = { ...before, neighbours: before.neighbours - 1 };
  const recorded = { name: 'neighbour: is recorded', next: share(state, state.delivered) };
  if (before.pending === 0) return [recorded];
  const struck =
    mutant === 'clear a group that is shown in part'
      ? { name: 'neighbour: the entry is removed', next: { ...state, pending: 0 } }
      : { name: 'neighbour: is struck', next: markPending(state) };
  return [recorded, struck];
}

function consumerActions(state: State, who: Index, mutant?: Mutant): Action[] {
  const consumer = state.consumers[who];
  const step = (name: string, next: State): Action => ({ name: `consumer ${who}: ${name}`, next });
  const to = (change: Partial<Consumer>, from = state): State => withConsumer(from, who, change);
  if (!consumer.isUp) {
    const isShown = state.delivered === who && mutant !== 'show nothing again after a restart';
    return [step('starts', to({ isUp: true, isShown }))];
  }
  switch (consumer.hand) {
    case 'empty':
      return state.queue > 0
        ? [step('polls', to({ hand: 'polled' }, { ...state, queue: state.queue - 1 }))]
        : [];
    case 'polled': {
      if (mutant === 'show before record' && !consumer.isShown) return [step('shows', to({ isShown: true }))];
      if (mutant === 'clear before record' && state.pending > 0)
        return [step('clears', { ...state, pending: 0 })];
      if (state.delivered === null && state.recordWrites > 0)
        return [step('finds others recorded', to({ hand: 'sharing', read: state.recordWrites }))];
      const recorded = record(state, who, mutant);
      const isOwn = recorded.delivered === who;
      return [step('records', to({ hand: isOwn ? 'own' : 'empty' }, recorded))];
    }
    case 'sharing':
      return state.recordWrites === consumer.read || mutant === 'add a share to what has changed'
        ? [step('adds its share', to({ hand: 'own' }, share(state, who)))]
        : [step('comes too late to add its share', to({ hand: 'polled' }))];
    case 'own':
      return [step('shows', to({ hand: 'shown', isShown: true }))];
    case 'shown': {
      const isAlone = state.neighbours === 0;
      return [
        step('clears', to({ hand: 'empty' }, { ...state, pending: 0 })),
        // Of a group that it shows in part it takes out this message, unless the entry has changed since it read it.
        ...(isAlone ? [] : [step('reads the entry', to({ hand: 'striking', read: state.pending }))]),
      ];
    }
    case 'striking':
      return state.pending === consumer.read
        ? [step('strikes', to({ hand: 'empty' }, { ...state, pending: 0 }))]
        : [step('comes too late to strike', to({ hand: 'shown' }))];
  }
}

function relayActions(state: State, who: Index, mutant?: Mutant): Action[] {
  const { isUp, isShown, relay } = state.consumers[who];
  if (!isUp || mutant === 'no relay') return [];
  const step = (name: string, next: State): Action => ({ name: `relay ${who}: ${name}`, next });
  const to = (next: Consumer['relay'], from = state): State => withConsumer(from, who, { relay: next });
  switch (relay.at) {
    case 'idle': {
      if (state.pending === 0) return [];
      const read = to({ at: 'read', pending: state.pending });
      if (state.queue === 0) return [step('finds it overdue', read)];
      return state.wrongGuesses === 0
        ? []
        : [step('takes it for overdue', { ...read, wrongGuesses: state.wrongGuesses - 1 })];
    }
    case 'read':
      return [step('looks who has it', to({ at: 'act', pending: relay.pending, recorded: state.delivered }))];
    case 'act': {
      const plan = planOf(state, who, relay.recorded, isShown);
      if (plan.missing.length > 0)
        return state.pending === relay.pending
          ? [step('claims', to({ at: 'claimed' }, markPending(state)))]
          : [step('comes too late to claim', to({ at: 'idle' }))];
      const mayShow = plan.unshown.length > 0 && mutant !== 'relay clears what it did not show';
      const recorded = mayShow && mutant !== 'relay shows what it read' ? record(state, who, mutant) : state;
      const isOwn = recorded.delivered === who || mutant === 'relay shows what it read';
      const acted = plan.done.length > 0 ? { ...recorded, pending: 0 } : recorded;
      return [
        step(
          'acts',
          withConsumer(acted, who, { relay: { at: 'idle' }, isShown: isShown || (mayShow && isOwn) }),
        ),
      ];
    }
    case 'claimed':
      return [step('offers', to({ at: 'idle' }, { ...state, queue: state.queue + 1 }))];
  }
}

/** The product's own decision. That another one's entry stays until that one had the time to show it is all that is said of time. */
function planOf(state: State, who: Index, recorded: Index | null, isShown: boolean) {
  const hadTime = recorded !== null && (!state.consumers[recorded].isUp || state.consumers[recorded].isShown);
  const settled = { uuid: 'u', msg: 'm', instance: String(recorded), at: 0 };
  return planRelay({
    overdue: [{ id: 'g', at: 0, messages: [{ uuid: 'u', msg: 'm' }] }],
    recorded: new Map(recorded === null ? [] : [['u', settled]]),
    instance: String(who),
    isShown: () => isShown,
    nowMs: hadTime ? 1_000_000 : 6_000,
    leaseMs: 5_000,
  });
}

function land(state: State, late: Late, index: number): State {
  const landed = { ...state, late: state.late.filter((_, other) => other !== index) };
  switch (late) {
    case 'offer':
      return { ...landed, queue: landed.queue + 1 };
    case 'mark pending':
      return markPending(landed);
    case 'record 0':
      return record(landed, 0);
    case 'record 1':
      return record(landed, 1);
  }
}

function faultsOf(before: State, mutant?: Mutant): Action[] {
  const state = { ...before, faults: before.faults - 1 };
  return ([0, 1] as const)
    .flatMap((who) => [...attemptFaults(state, who, mutant), ...consumerFaults(state, who)])
    .concat(
      state.isRecordAlone ? [{ name: 'the only member with the record dies', next: undoRecord(state) }] : [],
    );
}

function undoRecord(state: State): State {
  const recordWrites = state.recordWrites === 1 ? 0 : state.recordWrites + 1;
  return { ...state, delivered: null, recordWrites, isRecordAlone: false };
}

function attemptFaults(state: State, who: Index, mutant?: Mutant): Action[] {
  const { at } = state.attempts[who];
  const fault = (name: string, next: State): Action => ({ name: `facade ${who}: ${name}`, next });
  if (at === 'unsent' || at === 'over') return [];
  const gone = (from = state): State => withAttempt(from, who, { at: 'over', answer: 'unknown' });
  const afterOffer = mutant === 'mark pending before offer' ? 'answer' : 'mark pending';
  const goesOn = (from: State): State => withAttempt(from, who, { at: afterOffer });
  const later = (late: Late): State => ({ ...state, late: [...state.late, late] });
  return [
    fault('dies', gone()),
    ...(at === 'offer'
      ? [
          fault('loses the offer', goesOn(state)),
          fault('hears nothing of the offer', goesOn({ ...state, queue: state.queue + 1 })),
          fault('gives up on an offer that comes late', goesOn(later('offer'))),
          fault('dies with an offer on its way', gone(later('offer'))),
        ]
      : []),
    ...(at === 'mark pending'
      ? [
          fault('marks pending and does not hear of it', gone(markPending(state))),
          fault('dies with an entry on its way', gone(later('mark pending'))),
        ]
      : []),
  ];
}

function consumerFaults(state: State, who: Index): Action[] {
  const { isUp, hand, read } = state.consumers[who];
  if (!isUp) return [];
  const fault = (name: string, next: State): Action => ({ name: `consumer ${who}: ${name}`, next });
  const dead: Consumer = { isUp: false, hand: 'empty', read: 0, isShown: false, relay: { at: 'idle' } };
  const late: State = { ...state, late: [...state.late, `record ${who}`] };
  return [
    fault('dies', withConsumer(state, who, dead)),
    ...(hand === 'empty' && state.queue > 0
      ? [fault('loses what it polled', { ...state, queue: state.queue - 1 })]
      : []),
    ...(hand === 'sharing' && read === state.recordWrites
      ? [fault('adds its share and does not hear of it', share(state, who))]
      : []),
    ...(hand === 'polled' || hand === 'sharing'
      ? [fault('dies with a record on its way', withConsumer(late, who, dead))]
      : []),
    ...(hand === 'polled' ? [fault('records and does not hear of it', record(state, who))] : []),
    ...(hand === 'polled' && state.delivered === null
      ? [fault('records with one member alone', { ...record(state, who), isRecordAlone: true })]
      : []),
    ...(hand === 'sharing' && read === state.recordWrites
      ? [fault('adds its share with one member alone', { ...share(state, who), isRecordAlone: true })]
      : []),
    ...(hand === 'shown' ? [fault('does not clear', withConsumer(state, who, { hand: 'empty' }))] : []),
  ];
}
