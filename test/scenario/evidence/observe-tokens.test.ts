import { expect, test } from 'vitest';
import type { ClusterObserver } from '../../../src/broker/contract/cluster-observer.ts';
import { labContract } from '../../../src/protocol/client-contract.ts';
import { TokenObservation } from '../../../src/scenario/evidence/observe-tokens.ts';
import { readSets } from '../../../src/system/contract/read-sets.ts';
import { requireAbility } from '../../../src/system/contract/require-ability.ts';
import { createSystem } from '../../../src/system/create-system.ts';
import { openLab, type Answering } from '../../system/distq/support/open-lab.ts';

const never = new AbortController().signal;
const soon = { withinMs: 20_000, signal: never };

/** A described lab with these instances, and the texts of a run. */
async function open(
  answers: (texts: string[]) => Record<string, Answering>,
  {
    queue,
    contract = labContract,
  }: { queue?: (texts: string[]) => string[]; contract?: typeof labContract } = {},
) {
  const system = createSystem(contract);
  const tokens = requireAbility(system.tokens, 'tokens');
  const texts = [1, 2, 3].map(() => tokens.nextText('msg'));
  const status = await openLab(answers(texts));
  const observer: ClusterObserver | undefined = queue && {
    members: () => [],
    queueSize: () => Promise.resolve(0),
    pendingUuids: () => Promise.resolve([]),
    contents: () =>
      Promise.resolve({
        queueItems: queue(texts),
        loggedUuids: ['of their own'],
        ledger: { pendingUuids: [], deliveredUuids: [], plain: [] },
      }),
    isSafe: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  const observed = { status: () => Promise.resolve(status), observer, system, tokens };
  const keys = texts.map((text) => requireAbility(tokens.tokenOf(text), 'token'));
  return { observation: new TokenObservation(observed), texts, keys, system, status };
}

const answer =
  (body: string): Answering =>
  (_, response) =>
    response.end(body);

test('messages are found in sets, log and queue, in whatever form they are', async () => {
  const { observation, texts, keys } = await open(
    ([one = '', two = '']) => ({
      'messages-service-1': answer(`['${one}', 'of another run 0000001-ffffff']`),
      'messages-service-2': answer(''),
      'logging-service-1': answer(`${one}${one}`),
      'logging-service-2': answer(`${one},${two}`),
    }),
    { queue: ([, , three = '']) => ['other', `{"uuid":"x","msg":"${three}"}`] },
  );
  expect(await observation.all(soon)).toEqual({
    received: { 'messages-service-1': [{ uuid: keys[0], msg: texts[0] }], 'messages-service-2': [] },
    queued: [{ uuid: keys[2], msg: texts[2] }],
    pending: [],
    logged: [keys[0], keys[0], keys[1]],
  });
});

test('what no address is named for, and a queue that is not ours, is unobservable', async () => {
  const { observation } = await open(() => ({}), {
    contract: { ...labContract, received: undefined, log: undefined },
  });
  const { unobservable } = await observation.all(soon);
  expect(Object.keys(unobservable ?? {}).sort()).toEqual(['logged', 'queued', 'received']);
});

test('a GET that takes messages is never sent for the account: what a step saw counts', async () => {
  let asked = 0;
  const contract = {
    ...labContract,
    received: { path: '/take', service: 'messages-service', read: 'destructive' as const },
  };
  const { observation, system, status, keys } = await open(
    ([one = '']) => ({
      'messages-service-1': (_, response) => {
        asked += 1;
        response.end(asked === 1 ? one : '');
      },
      'logging-service-1': answer(''),
    }),
    { contract },
  );
  expect((await observation.all(soon)).unobservable).toMatchObject({
    received: 'its GET takes messages, and no step sent it',
  });
  await observation.drain(10_000, never, new Set(keys));
  expect(asked).toBe(0);
  await readSets(requireAbility(system.received, 'received'), status, never);
  const { received, unobservable } = await observation.all(soon);
  expect(received['messages-service-1']?.map(({ uuid }) => uuid)).toEqual([keys[0]]);
  expect(Object.keys(unobservable ?? {})).toEqual(['queued']);
  expect(asked).toBe(1);
});

test('the end waits for each acknowledged message, not for an empty queue', async () => {
  let asked = 0;
  const { observation, keys } = await open(
    ([one = '', two = '']) => ({
      'messages-service-1': (_, response) => {
        asked += 1;
        response.end(asked < 8 ? one : one + two);
      },
    }),
    { queue: () => [] },
  );
  await observation.drain(20_000, never, new Set(keys.slice(0, 2)));
  expect(asked).toBeGreaterThanOrEqual(8);
});
