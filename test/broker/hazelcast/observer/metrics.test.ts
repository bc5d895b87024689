import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { memberCounts } from '../../../../src/broker/hazelcast/observer/member-counts.ts';
import { decodeMetrics } from '../../../../src/broker/hazelcast/observer/metrics.ts';

/** Captured from three members of a cluster with ten items in the queue and ten entries in the map, one backup each. */
function captured(version: string): Buffer[] {
  return [1, 2, 3].map((member) =>
    readFileSync(join(import.meta.dirname, 'fixtures', `metrics-${version}-member-${member}.bin`)),
  );
}

/** How long decoding may take; a loop over a made-up count would take for ever. */
const patienceMs = 2_000;

describe.each(['5.4.0', '5.7.0'])('metrics of Hazelcast %s', (version) => {
  test('give the counts of queue and map', () => {
    const counts = captured(version).map((blob) =>
      memberCounts(decodeMetrics(blob), 'message-distributed-map', 'message-distributed-queue'),
    );
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(counts.map(({ queue }) => queue.owned).sort()).toEqual([0, 0, 10]);
    expect(counts.map(({ queue }) => queue.backup).sort()).toEqual([0, 0, 10]);
    expect(sum(counts.map(({ map }) => map.owned))).toBe(10);
    expect(sum(counts.map(({ map }) => map.backup))).toBe(10);
  });

  test('know the cluster: 3 members, 271 partitions', () => {
    for (const blob of captured(version)) {
      const metrics = decodeMetrics(blob);
      const value = (prefix: string, name: string) =>
        metrics.find((metric) => metric.prefix === prefix && metric.name === name)?.value;
      expect(metrics.length).toBeGreaterThan(300);
      expect(value('cluster', 'size')).toBe(3);
      expect(value('partitions', 'partitionCount')).toBe(271);
    }
  });

  test('are zero for a structure that does not exist', () => {
    const [blob] = captured(version);
    expect(blob && memberCounts(decodeMetrics(blob), 'no-map', 'no-queue')).toEqual({
      queue: { owned: 0, backup: 0 },
      map: { owned: 0, backup: 0 },
    });
  });

  test('are refused if they are cut off anywhere', () => {
    const [blob] = captured(version);
    if (blob === undefined) throw new Error('no fixture');
    // Version, length of the dictionary, dictionary, count, compressed body: inside that every tear is found in the same way.
    const bodyStart = 6 + blob.readInt32BE(2) + 4;
    const lengths = Array.from({ length: blob.length }, (_, length) => length).filter(
      (length) => length < bodyStart + 100 || length > blob.length - 100 || length % 7 === 0,
    );
    // One expectation for each of them would take seconds.
    expect(lengths.filter((length) => isDecoded(blob.subarray(0, length)))).toEqual([]);
    expect(isDecoded(blob)).toBe(true);
  });

  test('do no harm with any wrong byte', () => {
    const [blob] = captured(version);
    if (blob === undefined) throw new Error('no fixture');
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.nat(255), (offset, byte) => {
        const damaged = Buffer.from(blob);
        damaged[offset] = byte;
        expectHarmless(damaged);
      }),
      { numRuns: 300 },
    );
  });
});

describe('metrics of unknown origin', () => {
  test('of another version are refused by name', () => {
    expect(() => decodeMetrics(Buffer.from([0, 2, 0, 0, 0, 0]))).toThrow('version 2');
  });

  test('do no harm with any bytes inside the two compressed parts', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.integer(), (dictionary, body, count) => {
        expectHarmless(blobOf(dictionary, body, count));
      }),
      { numRuns: 500 },
    );
  });

  test('do not fill the memory if they would inflate to gigabytes', () => {
    const bomb = Buffer.alloc(64 * 1024 * 1024);
    expect(() => decodeMetrics(blobOf(bomb, Buffer.alloc(0), 1))).toThrow();
  });

  test('with a count of two billion end with the data', () => {
    expect(() => decodeMetrics(blobOf(Buffer.from([0, 0, 0, 0]), Buffer.alloc(0), 0x7fffffff))).toThrow(
      'ends after',
    );
  });
});

function blobOf(dictionary: Uint8Array, body: Uint8Array, count: number): Buffer {
  const packed = deflateSync(dictionary);
  const head = Buffer.alloc(6);
  head.writeInt16BE(1);
  head.writeInt32BE(packed.length, 2);
  const middle = Buffer.alloc(4);
  middle.writeInt32BE(count);
  return Buffer.concat([head, packed, middle, deflateSync(body)]);
}

function isDecoded(blob: Buffer): boolean {
  try {
    decodeMetrics(blob);
    return true;
  } catch {
    return false;
  }
}

/** Either an Error or metrics, and soon. */
function expectHarmless(blob: Buffer): void {
  const startedMs = performance.now();
  try {
    expect(Array.isArray(decodeMetrics(blob))).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
  }
  expect(performance.now() - startedMs).toBeLessThan(patienceMs);
}
