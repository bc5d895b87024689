import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isFree } from '../../../src/supervisor/ports/ports.ts';
import { reservePorts } from '../../../src/supervisor/ports/reserve-ports.ts';

const host = '127.0.0.1';

async function reserve(count: number): Promise<number[]> {
  const { ports, release } = await reservePorts(count, host);
  onTestFinished(release);
  return ports;
}

test('they are free, as many as asked for, and below those of outgoing connections', async () => {
  const ports = await reserve(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(await Promise.all(ports.map((port) => isFree(port, host)))).not.toContain(false);
});

test('no other reservation gets one of them until they are released', async () => {
  const many = await Promise.all(Array.from({ length: 100 }, () => reserve(11)));
  expect(new Set(many.flat()).size).toBe(1_100);
});

test('a block with a port in use is skipped', async () => {
  const { ports, release } = await reservePorts(1, host);
  const [first = 0] = ports;
  const holder = createServer().listen(first + 7, host);
  onTestFinished(() => void holder.close());
  await once(holder, 'listening');
  release();
  const again = await reservePorts(1, host, () => (first - 20_000) / 16);
  onTestFinished(again.release);
  expect(again.ports).not.toEqual(ports);
});

test('more ports than there are: refused with a remedy', async () => {
  await expect(reservePorts(20_000, host)).rejects.toMatchObject({ code: 'machine-lacks', exitCode: 6 });
});
