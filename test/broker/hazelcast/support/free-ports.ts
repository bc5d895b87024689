import { reservePorts } from '../../../../src/supervisor/ports/reserve-ports.ts';

/** Ports of the loopback address that nobody uses, for this test file alone: they stay reserved until its process ends. */
export async function freePorts(count: number): Promise<number[]> {
  const { ports } = await reservePorts(count, '127.0.0.1');
  return ports;
}
