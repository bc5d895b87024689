import { expect, test } from 'vitest';
import { instanceTrace } from '../../../src/protocol/trace/message-trace.ts';
import { createHttp } from '../../../src/services/http/http.ts';
import { addLedgerRoute } from '../../../src/services/trace/ledger-route.ts';
import { StageRing } from '../../../src/services/trace/stage-ring.ts';
import { addTraceRoute } from '../../../src/services/trace/trace-route.ts';
import { testFrame } from '../support/frame.ts';

function serviceWith(ring: StageRing) {
  const app = createHttp({ ...testFrame('facade-service').http, bodyLimit: 1 });
  addTraceRoute(app, 'facade-service-1', ring);
  return app;
}

test('it tells the stages of the messages that are asked for, by the clock of the machine', async () => {
  const ring = new StageRing();
  const beforeMs = Number(process.hrtime.bigint()) / 1e6;
  for (const uuid of ['a', 'b', 'c']) ring.add('posted', uuid, undefined, 0, `text ${uuid}`);
  const afterMs = Number(process.hrtime.bigint()) / 1e6;
  const answer = await serviceWith(ring).inject('/trace?uuid=a&uuid=c');
  const { stages, startedMs, ...told } = instanceTrace.parse(answer.json());
  expect(told).toEqual({ instance: 'facade-service-1', keptSinceMs: null, uuids: ['a', 'c'] });
  expect(stages).toMatchObject([
    { uuid: 'a', stage: 'posted', text: 'text a' },
    { uuid: 'c', stage: 'posted', text: 'text c' },
  ]);
  const times = [startedMs, beforeMs, ...stages.map(({ atMs }) => atMs), afterMs];
  // Two clocks are read one after the other: a microsecond lies between them.
  for (const [index, time] of times.slice(1).entries()) expect(time).toBeGreaterThan((times[index] ?? 0) - 1);
});

test('a text gives its messages, the newest first, and their stages', async () => {
  const ring = new StageRing();
  for (const uuid of ['a', 'b']) ring.add('posted', uuid, undefined, 0, 'hello & world');
  const answer = await serviceWith(ring).inject(`/trace?text=${encodeURIComponent('hello & world')}`);
  const { uuids, stages } = instanceTrace.parse(answer.json());
  expect(uuids).toEqual(['b', 'a']);
  expect(stages).toHaveLength(2);
});

test.each(['', '?text=a&uuid=b', '?text=a&text=b', `?${'uuid=a&'.repeat(11)}`])(
  'the question %j is answered 400',
  async (query) => {
    expect((await serviceWith(new StageRing()).inject(`/trace${query}`)).statusCode).toBe(400);
  },
);

test('what the ledger knows is told; a ledger that fails is answered 503 with the reason', async () => {
  const app = createHttp({ ...testFrame('facade-service').http, bodyLimit: 1 });
  const place = { pendingSinceMs: 7, recorded: null, text: 'a' };
  addLedgerRoute(app, {
    look: (uuid) => (uuid === 'a' ? Promise.resolve(place) : Promise.reject(new Error('gone'))),
  });
  expect((await app.inject('/trace/ledger?uuid=a')).json()).toEqual(place);
  const failed = await app.inject('/trace/ledger?uuid=b');
  expect([failed.statusCode, failed.json()]).toEqual([503, { error: 'Ledger Unavailable: gone' }]);
  expect((await app.inject('/trace/ledger?uuid=a&uuid=b')).statusCode).toBe(400);
});
