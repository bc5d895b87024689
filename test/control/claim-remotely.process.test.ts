import { Client } from 'undici';
import { expect, test } from 'vitest';
import { waitFor } from '../../src/foundation/async/wait-for.ts';
import { serveWorker } from '../supervisor/support/served-session.ts';

const run = { what: 'failover', pid: 4_711 };

test('one of many simultaneous claims is granted; the others name the holder', async () => {
  const { connect } = await serveWorker();
  const claims = await Promise.allSettled(Array.from({ length: 8 }, () => connect().claim(run)));
  const refused = claims.filter((claim) => claim.status === 'rejected');
  expect(refused).toHaveLength(7);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: 'session-held', exitCode: 2 });
    expect(String(reason)).toMatch(/failover \(process 4711\) has been running in this session since 20/);
  }
});

test('only the holder of the session may act on it; all may read', async () => {
  const { connect } = await serveWorker();
  const [holder, other] = [connect(), connect()];
  await holder.claim(run);
  const held = { code: 'session-held', exitCode: 2 };
  await expect(other.stop(['worker'])).rejects.toMatchObject(held);
  await expect(other.start(['worker'])).rejects.toMatchObject(held);
  await expect(other.restart(['worker'])).rejects.toMatchObject(held);
  await expect(other.kill(['worker'], 'SIGKILL')).rejects.toMatchObject(held);
  await expect(other.killNode(undefined, 'SIGKILL')).rejects.toMatchObject(held);
  const { run: shown, services } = await other.status();
  expect(shown).toMatchObject(run);
  expect(services[0]).toMatchObject({ state: 'ready' });
  expect(await holder.stop(['worker'])).toMatchObject([{ state: 'exited' }]);
});

test('a released session can be claimed at once', async () => {
  const { connect } = await serveWorker();
  const [first, second] = [connect(), connect()];
  const claim = await first.claim(run);
  await claim.release();
  await second.claim({ ...run, pid: 2 });
  expect((await first.status()).run).toMatchObject({ pid: 2 });
  await expect(first.stop(['worker'])).rejects.toMatchObject({ code: 'session-held' });
});

test('a holder whose connection breaks loses its claim', async () => {
  const { connect, socket } = await serveWorker();
  const client = new Client('http://distq', { socketPath: socket });
  const headers = { 'content-type': 'application/json' };
  const answer = await client.request({ method: 'POST', path: '/claim', headers, body: JSON.stringify(run) });
  expect(answer.statusCode).toBe(200);
  const other = connect();
  await expect(other.claim(run)).rejects.toMatchObject({ code: 'session-held' });
  answer.body.on('error', () => undefined);
  await client.destroy();
  const again = await waitFor({
    what: 'the claim to end',
    timeoutMs: 5_000,
    probe: () => other.claim(run).catch(() => undefined),
  });
  expect(again.ended.aborted).toBe(false);
});

test('a run learns that its session ends', async () => {
  const { connect, end } = await serveWorker();
  const { ended } = await connect().claim(run);
  await end();
  await waitFor({ what: 'the end', timeoutMs: 5_000, probe: () => ended.aborted || undefined });
  expect(ended.reason).toMatchObject({
    code: 'nothing-running',
    message: 'the session ended while failover ran in it, so there is no verdict',
  });
});
