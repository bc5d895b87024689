import { expect, test } from 'vitest';
import { awaitState, type AwaitedState } from '../../src/control/await-state.ts';
import { serveWorker } from '../supervisor/support/served-session.ts';

const wanted: AwaitedState = {
  names: [],
  state: 'ready',
  timeoutMs: 20_000,
  signal: new AbortController().signal,
};

test('returns at once if the state is already reached', async () => {
  const { connect } = await serveWorker();
  expect(await awaitState(connect(), wanted)).toMatchObject([{ name: 'worker-1', state: 'ready' }]);
});

test('waits for a process that reaches the state later', async () => {
  const { connect } = await serveWorker();
  const [waiting, acting] = [connect(), connect()];
  const exited = awaitState(waiting, { ...wanted, names: ['worker'], state: 'exited' });
  await acting.stop(['worker-1']);
  expect(await exited).toEqual([{ name: 'worker-1', state: 'exited', pid: null }]);
});

test('after the timeout the error names the states last seen', async () => {
  const { connect } = await serveWorker();
  await connect().stop(['worker']);
  await expect(awaitState(connect(), { ...wanted, timeoutMs: 500 })).rejects.toMatchObject({
    exitCode: 5,
    message: 'waited 500 ms for the state ready; last seen: worker-1 exited',
  });
});

test('an unknown name is refused', async () => {
  const { connect } = await serveWorker();
  await expect(awaitState(connect(), { ...wanted, names: ['werker'] })).rejects.toMatchObject({
    exitCode: 2,
    message: 'no service, instance or member is called "werker" (did you mean "worker"?)',
  });
});

test('the end of the session satisfies only a wait for exited', async () => {
  const { connect, end } = await serveWorker();
  const exited = awaitState(connect(), { ...wanted, state: 'exited' });
  const unhealthy = awaitState(connect(), { ...wanted, state: 'unhealthy' });
  const refused = expect(unhealthy).rejects.toMatchObject({
    exitCode: 3,
    message: 'the session ended before all were unhealthy',
  });
  await end();
  expect(await exited).toMatchObject([{ name: 'worker-1', state: 'exited' }]);
  await refused;
});

test('an interrupted wait ends with the reason', async () => {
  const { connect } = await serveWorker();
  const interrupted = new AbortController();
  const waiting = awaitState(connect(), { ...wanted, state: 'exited', signal: interrupted.signal });
  interrupted.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
});
