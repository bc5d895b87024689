import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/foundation/async/clock.ts';
import type { Outcome } from '../../../src/services/facade/delivery.ts';
import type { LogResult } from '../../../src/services/facade/log-client.ts';
import { Poster } from '../../../src/services/facade/poster.ts';
import { RepeatGuard } from '../../../src/services/facade/repeat-guard.ts';
import type { Message } from '../../../src/services/queue/message.ts';

const key = '11111111-1111-4111-8111-111111111111';
const otherKey = '22222222-2222-4222-8222-222222222222';
/** A uuid that is not to be delivered again without asking. */
const given = '33333333-3333-4333-8333-333333333333';

/** A poster over a log that keeps what it is given, and a delivery that does as told. */
function setUp() {
  const logged = new Map<string, string>();
  const delivered: Message[] = [];
  const loggedAsNew: string[] = [];
  const state: {
    outcome: Outcome;
    isLogDown: boolean;
    isLogSure: boolean;
    isLedgerDown: boolean;
    hold: Promise<void>;
    untaken: Set<string>;
  } = {
    outcome: 'delivered',
    isLogDown: false,
    isLogSure: true,
    isLedgerDown: false,
    hold: Promise.resolve(),
    untaken: new Set(),
  };
  let uuids = 0;
  const newPoster = () =>
    new Poster({
      clock: systemClock,
      log: {
        log: async (messages) => {
          await state.hold;
          if (state.isLogDown)
            return messages.map(() => ({ kind: 'unavailable', error: 'Logging-Service Unavailable' }));
          return messages.map(({ uuid, msg, isNew }): LogResult => {
            if (isNew === true) loggedAsNew.push(uuid);
            if (msg === 'too long') return { kind: 'rejected', status: 413, error: 'Body Too Large' };
            const earlier = logged.get(uuid);
            if (earlier !== undefined) return { kind: 'known', msg: earlier };
            logged.set(uuid, msg);
            return { kind: 'logged', isSure: state.isLogSure };
          });
        },
      },
      delivery: {
        deliver: (messages) => {
          if (state.outcome === 'delivered') delivered.push(...messages);
          return Promise.resolve(messages.map(() => state.outcome));
        },
        mayRepeat: (uuid) => uuid !== given,
        taken: (messages) =>
          state.isLedgerDown
            ? Promise.reject(new Error('lost'))
            : Promise.resolve(
                new Set(messages.map(({ uuid }) => uuid).filter((uuid) => !state.untaken.has(uuid))),
              ),
      },
      guard: new RepeatGuard(),
      newUuids: (count) => Array.from({ length: count }, () => `uuid-${(uuids += 1)}`),
      logger: pino({ enabled: false }),
      deliveryTimeoutMs: 1_000,
    });
  return { poster: newPoster(), newPoster, logged, loggedAsNew, delivered, state };
}

test('a message is logged and delivered under a new uuid', async () => {
  const { poster, logged, delivered } = setUp();
  const message = { msg: 'a', uuid: 'uuid-1' };
  expect(await poster.post([{ msg: 'a', key: undefined }])).toEqual([{ status: 201, message }]);
  expect([...logged]).toEqual([['uuid-1', 'a']]);
  expect(delivered).toEqual([{ ...message, isNew: true }]);
});

test('only a uuid of its own making is logged as new', async () => {
  const { poster, logged, loggedAsNew } = setUp();
  await poster.post([
    { msg: 'a', key },
    { msg: 'b', key: undefined },
  ]);
  expect([...logged.keys()]).toEqual([key, 'uuid-1']);
  expect(loggedAsNew).toEqual(['uuid-1']);
});

test('a repeated key is answered with the first message and delivers nothing', async () => {
  const { poster, delivered } = setUp();
  await poster.post([{ msg: 'first', key }]);
  const repeated = await poster.post([{ msg: 'second', key }]);
  expect(repeated).toEqual([{ status: 200, message: { msg: 'first', uuid: key } }]);
  expect(delivered).toHaveLength(1);
});

test('after a restart of the facade a repetition is known from the log', async () => {
  const { poster, newPoster, delivered } = setUp();
  await poster.post([{ msg: 'first', key }]);
  const repeated = await newPoster().post([{ msg: 'second', key }]);
  expect(repeated).toEqual([{ status: 200, message: { msg: 'first', uuid: key } }]);
  expect(delivered).toHaveLength(1);
});

test('after a restart of the facade a message that nobody took is delivered with its first text', async () => {
  const { poster, newPoster, delivered, state } = setUp();
  state.outcome = 'unknown';
  await poster.post([{ msg: 'first', key }]);
  state.untaken.add(key);
  state.outcome = 'delivered';
  const repeated = await newPoster().post([{ msg: 'second', key }]);
  expect(repeated).toEqual([{ status: 200, message: { msg: 'first', uuid: key } }]);
  expect(delivered).toEqual([{ msg: 'first', uuid: key, isNew: false }]);
});

describe('while the ledger does not say what was taken', () => {
  test('a key is delivered again after a restart of the facade: the record settles it', async () => {
    const { poster, newPoster, delivered, state } = setUp();
    await poster.post([{ msg: 'first', key }]);
    state.isLedgerDown = true;
    expect(await newPoster().post([{ msg: 'first', key }])).toMatchObject([{ status: 200 }]);
    expect(delivered.map(({ msg }) => msg)).toEqual(['first', 'first']);
  });

  test('the uuid of a message of a group, posted as a key, is not: its record would not be found', async () => {
    const { poster, delivered, logged, state } = setUp();
    logged.set(given, 'first');
    state.isLedgerDown = true;
    const answers = await poster.post([
      { msg: 'first', key: given },
      { msg: 'other', key },
    ]);
    expect(answers).toMatchObject([{ status: 504, error: 'Outcome Unknown' }, { status: 201 }]);
    expect(delivered.map(({ msg }) => msg)).toEqual(['other']);
    state.isLedgerDown = false;
    expect(await poster.post([{ msg: 'first', key: given }])).toMatchObject([{ status: 200 }]);
    expect(delivered.map(({ msg }) => msg)).toEqual(['other']);
  });
});

test('the uuid of a message of a group is asked for whatever its post as a key came to before', async () => {
  const { poster, delivered, logged, state } = setUp();
  logged.set(given, 'first');
  state.isLogDown = true;
  expect(await poster.post([{ msg: 'first', key: given }])).toMatchObject([{ status: 503 }]);
  state.isLogDown = false;
  expect(await poster.post([{ msg: 'first', key: given }])).toMatchObject([{ status: 200 }]);
  expect(delivered).toEqual([]);
});

test('a message that may be under way since an earlier attempt is not refused', async () => {
  const { poster, newPoster, state } = setUp();
  state.outcome = 'unknown';
  await poster.post([{ msg: 'a', key }]);
  state.untaken.add(key);
  state.outcome = 'full';
  expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 504 }]);
  expect(await newPoster().post([{ msg: 'a', key }])).toMatchObject([{ status: 504 }]);
});

test('not even if the log is down by now', async () => {
  const { poster, state } = setUp();
  state.outcome = 'unknown';
  await poster.post([{ msg: 'a', key }]);
  state.isLogDown = true;
  expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 504, error: 'Outcome Unknown' }]);
  expect(await poster.post([{ msg: 'b', key: otherKey }])).toMatchObject([{ status: 503 }]);
});

test('a key that the log may have had before is not refused', async () => {
  const { poster, state } = setUp();
  state.isLogSure = false;
  state.outcome = 'full';
  expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 504 }]);
  expect(await poster.post([{ msg: 'no key, no earlier attempt', key: undefined }])).toMatchObject([
    { status: 503 },
  ]);
});

test('a silent log says nothing about what another facade did with the key', async () => {
  const { poster, newPoster, state } = setUp();
  state.outcome = 'unknown';
  await poster.post([{ msg: 'a', key }]);
  const other = newPoster();
  state.isLogDown = true;
  expect(await other.post([{ msg: 'a', key }])).toMatchObject([{ status: 503 }]);
  state.isLogDown = false;
  state.untaken.add(key);
  state.outcome = 'full';
  expect(await other.post([{ msg: 'a', key }])).toEqual([{ status: 504, error: 'Outcome Unknown' }]);
});

test('a refused message is refused again', async () => {
  const { poster, state } = setUp();
  state.outcome = 'full';
  await poster.post([{ msg: 'a', key }]);
  expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 503, error: 'Queue Full' }]);
});

test('simultaneous posts of one key deliver once', async () => {
  const { poster, delivered, state } = setUp();
  let release: () => void = () => undefined;
  state.hold = new Promise((resolve) => (release = resolve));
  const posts = [1, 2, 3].map(() => poster.post([{ msg: 'a', key }]));
  release();
  const statuses = (await Promise.all(posts)).flat().map(({ status }) => status);
  expect(statuses).toEqual([201, 200, 200]);
  expect(delivered).toHaveLength(1);
});

test('one key twice in a batch delivers once', async () => {
  const { poster, delivered } = setUp();
  const answers = await poster.post([
    { msg: 'a', key },
    { msg: 'b', key: otherKey },
    { msg: 'a', key },
  ]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 200]);
  expect(delivered.map(({ msg }) => msg)).toEqual(['a', 'b']);
});

test.each([
  ['full', 503, 'Queue Full'],
  ['unknown', 504, 'Outcome Unknown'],
] satisfies [Outcome, number, string][])(
  '%s answers %i, and the key can be posted again',
  async (outcome, status, error) => {
    const { poster, delivered, state } = setUp();
    state.outcome = outcome;
    expect(await poster.post([{ msg: 'a', key }])).toEqual([{ status, error }]);
    state.outcome = 'delivered';
    expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 201 }]);
    expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 200 }]);
    expect(delivered).toHaveLength(1);
  },
);

test('without a log nothing is delivered', async () => {
  const { poster, delivered, state } = setUp();
  state.isLogDown = true;
  const refused = { status: 503, error: 'Logging-Service Unavailable' };
  expect(
    await poster.post([
      { msg: 'a', key },
      { msg: 'b', key: undefined },
    ]),
  ).toEqual([refused, refused]);
  state.isLogDown = false;
  expect(await poster.post([{ msg: 'a', key }])).toMatchObject([{ status: 201 }]);
  expect(delivered).toHaveLength(1);
});

test('a message that the log does not take is answered so, and the others are delivered', async () => {
  const { poster, delivered } = setUp();
  const answers = await poster.post(['a', 'too long', 'b'].map((msg) => ({ msg, key: undefined })));
  expect(answers.map(({ status }) => status)).toEqual([201, 413, 201]);
  expect(delivered.map(({ msg }) => msg)).toEqual(['a', 'b']);
});
