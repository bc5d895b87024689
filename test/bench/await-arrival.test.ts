import { afterEach, beforeEach, expect, test } from 'vitest';
import { awaitArrival } from '../../src/bench/await-arrival.ts';
import { NumberedTexts } from '../../src/bench/load/numbered-texts.ts';
import { SentMessages } from '../../src/bench/load/sent-messages.ts';
import type { SessionStatus } from '../../src/control/contract.ts';
import { requireAbility } from '../../src/system/contract/require-ability.ts';
import { createSystem } from '../../src/system/create-system.ts';
import { labStatus } from '../scenario/support/session-status.ts';
import { openFacade, type SmallFacade } from './support/small-facade.ts';

const first = 'messages-service-1';
const second = 'messages-service-2';
let shown: Record<string, string[]>;
let servers: Record<string, SmallFacade>;
let asked: string[];
let paged: boolean;
let forgotten: number;
let status: SessionStatus;
let texts: NumberedTexts;
let sent: SentMessages;

beforeEach(async () => {
  shown = { [first]: ['msg1'], [second]: [] };
  asked = [];
  paged = false;
  forgotten = 0;
  servers = { [first]: await openInstance(first), [second]: await openInstance(second) };
  status = labStatus();
  for (const instance of status.services) instance.port = servers[instance.name]?.port ?? instance.port;
  texts = new NumberedTexts(20);
  sent = new SentMessages();
  for (let number = 1; number <= 100; number += 1) sent.set(number, 'acknowledged');
});

afterEach(async () => {
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

/** What an instance of messages-service tells, with pages or without. */
function openInstance(name: string): Promise<SmallFacade> {
  return openFacade((response, _, __, request) => {
    asked.push(`${name} ${request.url ?? ''}`);
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const all = (shown[name] ?? []).map((msg, index) => ({
      uuid: null,
      msg,
      at: 0,
      ...(paged ? { seq: index + 1 } : {}),
    }));
    const after = Number(searchParams.get('after'));
    const from = Math.max(after, name === first ? forgotten : 0);
    const page = all.slice(from, from + Number(searchParams.get('limit')));
    response.end(JSON.stringify(paged ? page : all));
  });
}

function show(name: string, ...numbers: number[]): void {
  shown[name] = [...(shown[name] ?? []), ...numbers.map((number) => texts.textOf(number))];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Nobody looks. */
const defaultProgress: (missing: number) => void = () => undefined;

function arrival({ timeoutMs = 20_000, onProgress = defaultProgress } = {}) {
  const signal = new AbortController().signal;
  const session = { status: () => Promise.resolve(structuredClone(status)) };
  const received = requireAbility(createSystem().received, 'received');
  return awaitArrival({ received, session, texts, sent, timeoutMs, intervalMs: 10, signal, onProgress });
}

test.each([false, true])(
  'waits for the last message; older ones do not matter (pages: %s)',
  async (pages) => {
    paged = pages;
    show(first, ...range(1, 50));
    show(second, ...range(51, 99));
    let looks = 0;
    const result = await arrival({
      onProgress: (missing) => {
        expect(missing).toBe(looks < 3 ? 1 : 0);
        if (++looks === 3) show(second, 100);
      },
    });
    expect(result).toMatchObject({ complete: true, received: 100, missing: 0, duplicated: 0, problem: null });
    expect(result.drainMs).not.toBeNull();
  },
);

test('with pages, only new messages are requested, until an instance is restarted', async () => {
  paged = true;
  show(first, ...range(1, 50));
  let looks = 0;
  const result = await arrival({
    onProgress: () => {
      looks += 1;
      if (looks === 1) {
        // It was killed: the new process shows what it had again, in another order.
        const again = status.services.find(({ name }) => name === first);
        if (again !== undefined) again.pid = 999;
        shown[first] = shown[first]?.reverse() ?? [];
      }
      if (looks === 2) show(second, ...range(51, 100));
    },
  });
  expect(result).toMatchObject({ complete: true, received: 100, duplicated: 0 });
  expect(
    asked
      .filter((request) => request.startsWith(`${first} `))
      .map((request) => /after=(\d+)/.exec(request)?.[1]),
  ).toEqual(['0', '0', ...Array.from({ length: looks - 2 }, () => '51')]);
});

test('a message shown by two instances is duplicated, even if the second copy arrives while the queue is not empty', async () => {
  show(first, ...range(1, 100));
  status.queue.size = 1;
  let looks = 0;
  const result = await arrival({
    onProgress: () => {
      if (++looks !== 3) return;
      show(second, 7);
      status.queue.size = 0;
    },
  });
  expect(result).toMatchObject({ complete: false, received: 101, missing: 0, duplicated: 1 });
  expect(result.examples).toEqual([{ fate: 'duplicated', msg: texts.textOf(7) }]);
});

test('the instances of a messages-service are asked, whatever it is called', async () => {
  status.services = status.services.map((one) =>
    one.name === second ? { ...one, name: 'audience-1', service: 'audience' } : one,
  );
  show(first, ...range(1, 60));
  show(second, ...range(61, 100));
  expect(await arrival()).toMatchObject({ complete: true, received: 100, missing: 0 });
});

test('messages that do not arrive are missing and named, with the last state seen', async () => {
  show(first, ...range(1, 98));
  status.queue.size = 2;
  const result = await arrival({ timeoutMs: 500 });
  expect(result).toMatchObject({ complete: false, drainMs: null, missing: 2 });
  expect(result.problem).toContain('2 missing, 2 in the queue');
  expect(result.examples.map(({ msg }) => msg)).toEqual([texts.textOf(99), texts.textOf(100)]);
});

test('an instance that does not answer, or no instance at all, is a problem; what was seen before still counts', async () => {
  show(first, ...range(1, 100));
  await servers[second]?.close();
  const silent = await arrival({ timeoutMs: 500 });
  expect(silent.complete).toBe(false);
  expect(silent.problem).toContain(`${second} does not report what it received`);
  servers[second] = await openInstance(second);
  status = labStatus({ down: [first, second] });
  expect((await arrival({ timeoutMs: 500 })).problem).toContain('no messages-service runs');
});

test('messages that an instance has forgotten are a problem, not missing, and end the wait', async () => {
  paged = true;
  forgotten = 30;
  show(first, ...range(1, 90));
  show(second, ...range(91, 100));
  const result = await arrival({ timeoutMs: 3_600_000 });
  expect(result).toMatchObject({ complete: false, missing: 0, duplicated: 0, examples: [] });
  expect(result.problem).toMatch(/messages-service-1 has forgotten the oldest .*retention\.shownMb/);
});

test('messages forgotten between two looks are a problem, too', async () => {
  paged = true;
  show(first, ...range(1, 50));
  const result = await arrival({
    timeoutMs: 3_600_000,
    onProgress: () => {
      show(first, ...range(51, 100));
      forgotten = 60;
    },
  });
  expect(result).toMatchObject({ complete: false, missing: 0 });
  expect(result.problem).toContain('has forgotten');
});
