import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { RunInput } from '../../../src/scenario/serve/run-input.ts';

const order = { scenario: 'failover', place: 'here', session: 'default', isStepwise: true };

test('the first line is the order, and the others ask for steps', async () => {
  const stream = new PassThrough();
  const input = new RunInput(stream);
  stream.write(`${JSON.stringify(order)}\n`);
  expect(await input.order()).toEqual(order);
  const asked = input.untilAsked(0);
  stream.write('not JSON\n{"next":0}\n');
  await asked;
  // Asked for before it waits.
  stream.write('{"next":1}\n');
  await input.untilAsked(1);
});

test('the end of the input ends every wait', async () => {
  const stream = new PassThrough();
  const input = new RunInput(stream);
  stream.write(`${JSON.stringify(order)}\n`);
  await input.order();
  const asked = input.untilAsked(0);
  stream.end();
  await expect(asked).rejects.toThrow('the run was stopped');
  expect(input.stopped.aborted).toBe(true);
});

test('a first line that is not an order is refused, and so is an input without one', async () => {
  const stream = new PassThrough();
  const input = new RunInput(stream);
  stream.write('{}\n');
  await expect(input.order()).rejects.toThrow('scenario');
  const empty = new PassThrough();
  const none = new RunInput(empty);
  empty.end();
  await expect(none.order()).rejects.toThrow('the run was stopped');
});
