import { expect, test } from 'vitest';
import { RunGate } from '../../../src/supervisor/session/run-gate.ts';

const run = { what: 'failover', pid: 1 };

test('no run begins while an action is under way', async () => {
  const gate = new RunGate();
  let finish: () => void = () => undefined;
  const acting = gate.act(undefined, 'restart', () => new Promise<void>((resolve) => (finish = resolve)));
  expect(() => gate.claim(run)).toThrow('another command is changing this session: restart');
  finish();
  await acting;
  expect(gate.claim(run).ended.aborted).toBe(false);
});

test('an action that fails is over, too', async () => {
  const gate = new RunGate();
  await expect(gate.act(undefined, 'stop', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(() => gate.claim(run)).not.toThrow();
});

test('an earlier, released claim does not end the next one', async () => {
  const gate = new RunGate();
  const first = gate.claim(run);
  await first.release();
  gate.claim({ ...run, pid: 2 });
  await first.release();
  expect(gate.run).toMatchObject({ pid: 2 });
});
