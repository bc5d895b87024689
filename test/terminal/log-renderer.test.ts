import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { createLogRenderer } from '../../src/terminal/log-renderer.ts';

const plain = new Chalk({ level: 0 });
const timeMs = new Date(2026, 0, 5, 9, 8, 7, 6).getTime();

function record(fields: object): string {
  return JSON.stringify({ level: 30, time: timeMs, pid: 1, hostname: 'h', name: 'n', ...fields });
}

test('a line of a service is taken apart', () => {
  const line = record({ msg: "Message Was Received: 'msg2'" });
  expect(createLogRenderer(plain).render('messages-service-1', line)).toBe(
    "messages-service-1 | 09:08:07.006 Message Was Received: 'msg2'\n",
  );
});

test('the time may be a number or ISO 8601', () => {
  const line = record({ time: new Date(timeMs).toISOString(), instance: 'a', msg: 'x' });
  expect(createLogRenderer(plain).render('a', line)).toBe('a | 09:08:07.006 x\n');
});

test('levels other than info are named, and further fields follow', () => {
  const line = record({ level: 40, msg: 'reconnecting', attempt: 3, to: { port: 5701 } });
  expect(createLogRenderer(plain).render('a', line)).toBe(
    'a | 09:08:07.006 WARN reconnecting attempt=3 to={"port":5701}\n',
  );
});

test('an error is shown with its stack, each line after the name', () => {
  const line = record({
    level: 50,
    msg: 'failed',
    err: { message: 'boom', stack: 'Error: boom\n    at here' },
  });
  expect(createLogRenderer(plain).render('a', line)).toBe(
    'a | 09:08:07.006 ERROR failed\na | Error: boom\na |     at here\n',
  );
});

test.each(['plain text', '{"half":', '{"no":"record"}', '{"level":30,"time":"noon","msg":"x"}', '[1]', ''])(
  '%j is shown as it is',
  (line) => {
    expect(createLogRenderer(plain).render('hazelcast-1', line)).toBe(`hazelcast-1 | ${line}\n`);
  },
);

test('names line up from then on that the longest is known', () => {
  const renderer = createLogRenderer(plain, ['ab']);
  expect(renderer.render('a', 'x')).toBe('a  | x\n');
  expect(renderer.render('abcd', 'x')).toBe('abcd | x\n');
  expect(renderer.render('a', 'x')).toBe('a    | x\n');
});

test('each instance keeps a colour of its own', () => {
  const renderer = createLogRenderer(new Chalk({ level: 1 }));
  const colourOf = (name: string): string | undefined => renderer.render(name, 'x').split(name)[0];
  expect(colourOf('a')).not.toBe(colourOf('b'));
  expect(colourOf('a')).toBe(colourOf('a'));
});

test('what was posted cannot command the terminal', () => {
  const line = record({ msg: 'Message Was Logged: \u001B[2J' });
  expect(createLogRenderer(plain).render('a', line)).toBe('a | 09:08:07.006 Message Was Logged: \\x1b[2J\n');
  expect(createLogRenderer(plain).render('a', 'raw \u001B[2J')).toBe('a | raw \\x1b[2J\n');
});
