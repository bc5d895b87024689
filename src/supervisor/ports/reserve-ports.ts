import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { MachineLacksError } from '../../foundation/errors/errors.ts';
import { isOutOfDescriptors } from '../../foundation/errors/system-failure.ts';
import { isFree } from './ports.ts';

/**
 * Below the ports that operating systems give to outgoing connections (Linux from 32768, others from 49152): there a
 * connection of any program may take the port between its choice and its use, or while its process is restarted.
 */
const lowest = 20_000;
const beyond = 32_768;
/** Ports are given out by the block, and a block with a port in use is skipped: its other ports may belong to processes that are restarting. */
const blockSize = 16;
const blocks = Math.floor((beyond - lowest) / blockSize);

export interface ReservedPorts {
  /** Side by side and free. */
  ports: number[];
  /** Lets others have them. Before it is called they should be in use, or no longer be needed. */
  release: () => void;
}

/**
 * Free ports that no other distq is given before they are released or this process ends: without that two could choose
 * the same while neither listens yet.
 * @param random a whole number from 0 on: the first block to try
 * @throws MachineLacksError if so many are not free
 */
export async function reservePorts(
  count: number,
  host: string,
  random: (below: number) => number = randomInt,
): Promise<ReservedPorts> {
  const wanted = Math.ceil(count / blockSize);
  const offset = random(blocks);
  for (let tried = 0; tried < blocks; tried += 1) {
    const first = (offset + tried) % blocks;
    if (first + wanted > blocks) continue;
    const release = await reserveBlocks(first, wanted, host);
    if (release === undefined) continue;
    const firstPort = lowest + first * blockSize;
    return { ports: Array.from({ length: count }, (_, index) => firstPort + index), release };
  }
  throw new MachineLacksError(`no ${count} free ports side by side from ${lowest} to ${beyond - 1}`, {
    hint: 'end what listens there, or start without free ports',
  });
}

async function reserveBlocks(first: number, count: number, host: string): Promise<(() => void) | undefined> {
  const releases: (() => void)[] = [];
  for (let block = first; block < first + count; block += 1) {
    const release = await reserveBlock(lowest + block * blockSize, host);
    if (release === undefined) {
      for (const earlier of releases) earlier();
      return undefined;
    }
    releases.push(release);
  }
  return () => {
    for (const release of releases) release();
  };
}

/**
 * A UDP socket on the block's first number says that the block is reserved: nothing of distq uses UDP, only one process
 * can have it, and it is gone with its process.
 */
async function reserveBlock(first: number, host: string): Promise<(() => void) | undefined> {
  const mark = createSocket('udp4');
  mark.unref();
  try {
    const bound = once(mark, 'listening');
    mark.bind({ port: first, address: host, exclusive: true });
    await bound;
  } catch (error) {
    mark.close();
    if (isOutOfDescriptors(error)) throw error;
    return undefined;
  }
  const release = () => {
    mark.close();
  };
  const ports = Array.from({ length: blockSize }, (_, index) => first + index);
  const free = await Promise.all(ports.map((port) => isFree(port, host)));
  if (free.every(Boolean)) return release;
  release();
  return undefined;
}
