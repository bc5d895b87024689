import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { heldBytesLimit } from '../../../../src/broker/hazelcast/links/flow.ts';
import { connectionsLimit } from '../../../../src/broker/hazelcast/links/link-proxy.ts';
import { Proxied } from './support/proxied.ts';

/** A chunk that was read before the limit was reached. */
const oneReadBytes = 64 * 1024;

describe('a link that is not cut', () => {
  test('passes bytes both ways, and one side may end before the other', async () => {
    const { a, b } = await (await Proxied.start()).pair();
    a.socket.end('question');
    await b.untilText('question');
    await b.until('the end', () => b.hasEnded);
    b.socket.end('answer');
    await a.untilText('answer');
    expect([await a.untilOver(), await b.untilOver()]).toEqual(['closed', 'closed']);
  });

  test('passes a reset on', async () => {
    const { a, b } = await (await Proxied.start()).pair();
    a.socket.resetAndDestroy();
    await b.untilReset();
  });

  test('resets whom the target refuses', async () => {
    const proxied = await Proxied.start();
    proxied.target.close();
    const a = await proxied.connect();
    await a.untilReset();
  });

  test('does not read on while the receiver does not', async () => {
    const { a, b } = await (await Proxied.start()).pair();
    b.socket.pause();
    const sent = randomBytes(32 * 1024 * 1024);
    a.socket.write(sent);
    // The kernel's buffers for both sockets are far smaller than that.
    await a.until('a full buffer', () => a.socket.bytesWritten > 0);
    expect(a.socket.writableLength).toBeGreaterThan(0);
    b.socket.resume();
    await b.until('everything', () => b.bytes.length === sent.length);
    expect(digest(b.bytes)).toBe(digest(sent));
  });
});

describe('a cut', () => {
  test('both ways: what is sent waits, and arrives in order after the heal', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('both');
    a.socket.write('one ');
    await proxied.untilWaiting(4);
    a.socket.write('two');
    b.socket.write('answer');
    await proxied.untilWaiting(7);
    await proxied.untilWaiting(6, ['b', 'a']);
    expect([a.text, b.text]).toEqual(['', '']);
    proxied.heal();
    a.socket.write(' three');
    await b.untilText('one two three');
    await a.untilText('answer');
    expect(proxied.table.status()).toMatchObject([
      { from: 'a', to: 'b', bytesHeldBack: 7, bytesWaiting: 0 },
      { from: 'b', to: 'a', bytesHeldBack: 6, bytesWaiting: 0 },
    ]);
  });

  test('one way: the other way passes', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('a to b');
    a.socket.write('lost in space');
    b.socket.write('still there?');
    await proxied.untilWaiting(13);
    await a.untilText('still there?');
    expect(b.text).toBe('');
  });

  test('of the way back', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('b to a');
    b.socket.write('lost in space');
    a.socket.write('still there?');
    await proxied.untilWaiting(13, ['b', 'a']);
    await b.untilText('still there?');
    expect(a.text).toBe('');
  });

  test('an end waits behind the bytes before it', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('both');
    a.socket.end('last words');
    await proxied.untilWaiting(10);
    b.socket.write('are you there?');
    await proxied.untilWaiting(14, ['b', 'a']);
    expect([b.text, b.hasEnded]).toEqual(['', false]);
    proxied.heal();
    await b.untilText('last words');
    await b.until('the end', () => b.hasEnded);
    await a.untilText('are you there?');
  });

  test('a peer that vanishes is not missed before the heal, and then it resets', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('both');
    a.socket.write('x');
    await proxied.untilWaiting(1);
    a.socket.resetAndDestroy();
    await a.untilOver();
    // Nothing comes to `b`, and what it sends is lost, as between machines.
    b.socket.write('y');
    await proxied.untilWaiting(0, ['b', 'a']);
    expect([b.text, b.hasEnded, b.over]).toEqual(['', false, undefined]);
    proxied.heal();
    await b.untilReset();
  });

  test('a receiver that vanishes: the sender hears of it after the heal', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('both');
    a.socket.write('x');
    await proxied.untilWaiting(1);
    b.socket.resetAndDestroy();
    await proxied.untilWaiting(0);
    a.socket.write('y');
    expect(a.over).toBeUndefined();
    proxied.heal();
    await a.untilReset();
  });

  test('holds back no more than the limit: the sender waits, and nothing is lost', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.cut('both');
    const sent = randomBytes(32 * 1024 * 1024);
    a.socket.write(sent);
    const link = proxied.table.link('a', 'b');
    await a.until('the limit', () => link.bytesWaiting >= heldBytesLimit);
    // As much as a loop of events could have read on.
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(link.bytesWaiting).toBeLessThan(heldBytesLimit + oneReadBytes);
    expect(a.socket.writableLength).toBeGreaterThan(0);
    proxied.heal();
    await b.until('everything', () => b.bytes.length === sent.length);
    expect(digest(b.bytes)).toBe(digest(sent));
    expect(link.bytesWaiting).toBe(0);
  });
});

describe('a new connection during a cut', () => {
  test('is reset where the cut says so, and the open one is not', async () => {
    const proxied = await Proxied.start();
    const { a } = await proxied.pair();
    proxied.cut('both', 'reset');
    const late = await proxied.connect();
    await late.untilReset();
    expect(a.over).toBeUndefined();
    expect(proxied.accepted).toHaveLength(1);
    expect(proxied.table.link('a', 'b').connectionsStopped).toBe(1);
  });

  test('is accepted and reaches the target after the heal where the cut holds it', async () => {
    const proxied = await Proxied.start();
    // It needs the way back, too.
    proxied.cut('b to a', 'hold');
    const a = await proxied.connect();
    a.socket.write('hello');
    proxied.cut('a to b', 'hold');
    await proxied.untilWaiting(5);
    expect([a.over, proxied.accepted]).toEqual([undefined, []]);
    proxied.heal();
    const b = await proxied.untilAccepted(0);
    await b.untilText('hello');
    b.socket.write('welcome');
    await a.untilText('welcome');
  });

  test('that was given up does not reach the target later', async () => {
    const proxied = await Proxied.start();
    proxied.cut('both', 'hold');
    const a = await proxied.connect();
    a.socket.end();
    await a.untilOver();
    proxied.heal();
    const { b } = await proxied.pair();
    expect(proxied.accepted).toEqual([b]);
  });
});

describe('a slow link', () => {
  test('delivers in order, not before its latency', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.table.slow('a', 'b', { latencyMs: 60, jitterMs: 40 });
    const texts = Array.from({ length: 40 }, (_, index) => `${index} `);
    const startMs = performance.now();
    for (const text of texts) {
      a.socket.write(text);
      await new Promise(setImmediate);
    }
    await b.untilText(texts.join(''));
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(60);
  });

  test('delivers no more than its bandwidth, whatever the number of connections', async () => {
    const proxied = await Proxied.start();
    const pairs = [await proxied.pair(), await proxied.pair()];
    proxied.table.slow('a', 'b', { latencyMs: 0, bytesPerSecond: 200_000 });
    const sent = randomBytes(30_000);
    const startMs = performance.now();
    for (const { a } of pairs) a.socket.write(sent);
    for (const { b } of pairs) await b.until('everything', () => b.bytes.length === sent.length);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(290);
    for (const { b } of pairs) expect(b.bytes.equals(sent)).toBe(true);
  });

  test('keeps nothing back once it is healed', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    proxied.table.slow('a', 'b', { latencyMs: 3_600_000 });
    a.socket.write('early');
    // The way back is not slow: its answer shows that the proxy has read what came before.
    b.socket.write('ping');
    await a.untilText('ping');
    expect(b.text).toBe('');
    proxied.heal();
    await b.untilText('early');
  });
});

describe('a proxy', () => {
  test('refuses strangers', async () => {
    const proxied = await Proxied.start(() => undefined);
    const stranger = await proxied.connect();
    await stranger.untilReset();
    expect(proxied.accepted).toEqual([]);
  });

  test('resets what a flood has too many, and takes new ones after it', async () => {
    const proxied = await Proxied.start();
    proxied.cut('both', 'hold');
    const flood = await Promise.all(Array.from({ length: connectionsLimit * 2 }, () => proxied.connect()));
    await flood[0]?.until(
      'the surplus to be reset',
      () => flood.filter(({ hasEnded, over }) => hasEnded || over !== undefined).length === connectionsLimit,
    );
    for (const { socket } of flood) socket.destroy();
    for (const end of flood) await end.untilOver();
    proxied.heal();
    const { a, b } = await proxied.pair();
    a.socket.write('hello');
    await b.untilText('hello');
  });

  test('that is closed resets its connections and lets its port go', async () => {
    const proxied = await Proxied.start();
    const { a, b } = await proxied.pair();
    await proxied.proxy.close();
    await a.untilReset();
    await b.untilReset();
    const late = await proxied.connect();
    expect(await late.untilOver()).toBe('ECONNREFUSED');
  });
});

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
