import { expect, test } from 'vitest';
import { NotReadyError } from '../../../src/foundation/errors/errors.ts';
import { ForgottenError } from '../../../src/system/contract/forgotten-error.ts';
import type { MessageSets, SetPage } from '../../../src/system/contract/message-sets.ts';
import { readSets } from '../../../src/system/contract/read-sets.ts';
import { instanceSets } from '../../../src/system/distq/instance-sets.ts';
import { openLab, type Answering } from './support/open-lab.ts';

const received = instanceSets('messages-service');
const logged = instanceSets('logging-service');
const never = new AbortController().signal;

/** Two messages a page of those from this number on, with their numbers, as our services answer. */
function paged(path: string, first: number, last: number): Answering {
  return ({ url }, response) => {
    const { pathname, searchParams } = new URL(url ?? '', 'http://localhost');
    const begin = Math.max(first, Number(searchParams.get('after')) + 1);
    const end = Math.min(last, begin + 1);
    const page = Array.from({ length: Math.max(0, end - begin + 1) }, (_, index) => {
      const seq = begin + index;
      return { seq, uuid: `uuid${seq}`, msg: `msg${seq}`, at: 0 };
    });
    if (end < last) response.setHeader('link', `<${path}?after=${end}&limit=2>; rel="next"`);
    response.writeHead(pathname === path ? 200 : 404).end(JSON.stringify(page));
  };
}

function ref(number: number) {
  return { uuid: `uuid${number}`, msg: `msg${number}` };
}

async function pagesOf(sets: MessageSets, instances: Record<string, Answering>, after?: number) {
  const [instance] = sets.running(await openLab(instances));
  const pages: SetPage[] = [];
  if (instance === undefined) throw new Error('none runs');
  for await (const page of sets.pages(instance, after === undefined ? {} : { after })) pages.push(page);
  return pages;
}

test('each set asks the running instances of its kind, and under its path', async () => {
  const status = await openLab({
    'messages-service-1': paged('/messages/received', 1, 3),
    'messages-service-2': paged('/messages/received', 1, 0),
    'logging-service-2': paged('/logging/received', 1, 1),
  });
  expect(await readSets(received, status, never)).toEqual({
    'messages-service-1': [ref(1), ref(2), ref(3)],
    'messages-service-2': [],
  });
  expect(await readSets(logged, status, never)).toEqual({ 'logging-service-2': [ref(1)] });
});

test('each page has the position to read on from, and nothing more leaves it as it was', async () => {
  const instances = { 'messages-service-1': paged('/messages/received', 1, 3) };
  expect(await pagesOf(received, instances)).toEqual([
    { messages: [ref(1), ref(2)], position: 2 },
    { messages: [ref(3)], position: 3 },
  ]);
  expect(await pagesOf(received, instances, 2)).toEqual([{ messages: [ref(3)], position: 3 }]);
  expect(await pagesOf(received, instances, 3)).toEqual([{ messages: [], position: 3 }]);
});

test('a service that numbers nothing tells everything each time, and no position', async () => {
  const all = [{ uuid: null, msg: 'plain' }];
  const unnumbered: Answering = (_, response) => response.end(JSON.stringify(all));
  expect(await pagesOf(received, { 'messages-service-1': unnumbered })).toEqual([
    { messages: all, position: undefined },
  ]);
});

test('numbers that are missing at the begin are forgotten messages, with the remedy', async () => {
  const reading = pagesOf(received, { 'messages-service-1': paged('/messages/received', 4, 9) }, 2);
  await expect(reading).rejects.toThrow(ForgottenError);
  await expect(reading).rejects.toMatchObject({
    message: 'messages-service-1 has forgotten the oldest messages that it received',
    hint: 'a larger retention.shownMb in the topology keeps them',
  });
});

test.each<[string, Answering]>([
  ['an error', (_, response) => response.writeHead(500).end('[]')],
  ['no JSON', (_, response) => response.end('Running')],
  ['another form', (_, response) => response.end('["msg1"]')],
  ['no answer', (_, response) => response.destroy()],
])('an instance that gives %s is named', async (_, answering) => {
  const status = await openLab({ 'messages-service-2': answering });
  const reading = readSets(received, status, never);
  await expect(reading).rejects.toThrow(NotReadyError);
  await expect(reading).rejects.toThrow('messages-service-2 does not report what it received');
});

test('aborted, it gives up on an instance that is silent', async () => {
  const interruption = new AbortController();
  const status = await openLab({
    'messages-service-1': () => {
      interruption.abort(new Error('interrupted'));
    },
  });
  await expect(readSets(received, status, interruption.signal)).rejects.toThrow('interrupted');
});
