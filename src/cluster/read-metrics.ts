/**
 * The one file that uses what hazelcast-client keeps to itself: its invocation service and its message classes. The
 * public interface has no way to ask a member for its metrics. Tested against real members of every supported version.
 */
import type { Client, UUID } from 'hazelcast-client';
import * as clientMessageModule from 'hazelcast-client/lib/protocol/ClientMessage.js';

/** MC.readMetrics of the Open Client Protocol. */
const requestType = 0x20_01_00;
const uuidOffset = 16;
const fromSequenceOffset = 33;
const requestBytes = 41;
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
export async function readMetrics(
  client: Client,
  member: UUID,
  fromSequence: bigint,
): Promise<MetricsAnswer> {
  const service: unknown = 'invocationService' in client ? client.invocationService : undefined;
  if (!isInvocationService(service) || !isMessageModule(clientMessageModule)) {
    throw new Error(
      'this release of hazelcast-client keeps its invocations elsewhere: metrics cannot be read',
    );
  }
  return await service.invokeOnTarget(
    buildRequest(clientMessageModule, member, fromSequence),
    member,
    decodeAnswer,
  );
}

interface Frame {
  content: Buffer;
  isEndFrame(): boolean;
}

interface Message {
  addFrame(frame: Frame): void;
  nextFrame(): Frame | null | undefined;
  setMessageType(type: number): void;
  setPartitionId(id: number): void;
  setRetryable(retryable: boolean): void;
}

interface MessageModule {
  ClientMessage: { createForEncode(): Message };
  Frame: { createInitialFrame(size: number): Frame };
}

interface InvocationService {
  invokeOnTarget<T>(request: Message, target: UUID, decode: (answer: Message) => T): Promise<T>;
}

function isInvocationService(value: unknown): value is InvocationService {
  return hasFunction(value, 'invokeOnTarget');
}

function isMessageModule(value: object): value is MessageModule {
  return (
    'ClientMessage' in value &&
    'Frame' in value &&
    hasFunction(value.ClientMessage, 'createForEncode') &&
    hasFunction(value.Frame, 'createInitialFrame')
  );
}

function hasFunction(value: unknown, name: string): boolean {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof Reflect.get(value, name) === 'function'
  );
}

function buildRequest({ ClientMessage, Frame }: MessageModule, member: UUID, fromSequence: bigint): Message {
  const frame = Frame.createInitialFrame(requestBytes);
  frame.content.fill(0);
  const halves = [member.mostSignificant, member.leastSignificant];
  // The byte at uuidOffset stays 0: the UUID is not null.
  halves.forEach((half, index) => {
    frame.content.writeInt32LE(half.low, uuidOffset + 1 + index * 8);
    frame.content.writeInt32LE(half.high, uuidOffset + 5 + index * 8);
  });
  frame.content.writeBigInt64LE(fromSequence, fromSequenceOffset);
  const message = ClientMessage.createForEncode();
  message.setRetryable(false);
  message.addFrame(frame);
  message.setMessageType(requestType);
  message.setPartitionId(-1);
  return message;
}

/** A frame with the next sequence number; the blobs between a begin and an end frame; a frame with their times. */
function decodeAnswer(answer: Message): MetricsAnswer {
  const nextSequence = takeFrame(answer).content.readBigInt64LE(nextSequenceOffset);
  takeFrame(answer);
  const blobs: Buffer[] = [];
  for (let frame = takeFrame(answer); !frame.isEndFrame(); frame = takeFrame(answer))
    blobs.push(frame.content);
  const times = takeFrame(answer).content;
  return {
    nextSequence,
    samples: blobs.map((blob, index) => ({ takenAtMs: Number(times.readBigInt64LE(index * 8)), blob })),
  };
}

function takeFrame(answer: Message): Frame {
  const frame = answer.nextFrame();
  if (frame === null || frame === undefined) throw new Error('the answer with the metrics ends early');
  return frame;
}
