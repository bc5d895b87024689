import type { Client, UUID } from 'hazelcast-client';
import { askMember, takeFrame, takeList, type Message } from '../client/client-protocol.ts';

/** MC.readMetrics of the Open Client Protocol. */
const requestType = 0x20_01_00;
const uuidOffset = 16;
const fromSequenceOffset = 33;
const initialBytes = 41;
const nextSequenceOffset = 13;

export interface MetricsAnswer {
  /** Asks for what comes after this answer, when given as `fromSequence` next time. */
  nextSequence: bigint;
  samples: MetricsSample[];
}

export interface MetricsSample {
  /** By the member's clock. */
  takenAtMs: number;
  /** For decodeMetrics. */
  blob: Buffer;
}

/**
 * The samples that a member has kept (some seconds) from a sequence number on; if it has none so new, it answers when
 * it takes the next.
 * @throws Error if the member does not answer within the client's invocation timeout, or hazelcast-client is not as expected.
 */
export function readMetrics(client: Client, member: UUID, fromSequence: bigint): Promise<MetricsAnswer> {
  const writeInitial = (content: Buffer): void => {
    const halves = [member.mostSignificant, member.leastSignificant];
    // The byte at uuidOffset stays 0: the UUID is not null.
    halves.forEach((half, index) => {
      content.writeInt32LE(half.low, uuidOffset + 1 + index * 8);
      content.writeInt32LE(half.high, uuidOffset + 5 + index * 8);
    });
    content.writeBigInt64LE(fromSequence, fromSequenceOffset);
  };
  const request = { type: requestType, isRetryable: false, initialBytes, writeInitial };
  return askMember(client, member, request, decodeAnswer);
}

/** A frame with the next sequence number; a list of the blobs; a frame with their times. */
function decodeAnswer(answer: Message): MetricsAnswer {
  const nextSequence = takeFrame(answer).content.readBigInt64LE(nextSequenceOffset);
  const blobs = takeList(answer);
  const times = takeFrame(answer).content;
  return {
    nextSequence,
    samples: blobs.map((blob, index) => ({ takenAtMs: Number(times.readBigInt64LE(index * 8)), blob })),
  };
}
