/**
 * The one file that uses what hazelcast-client keeps to itself: its invocation service, message classes and serialization. The
 * public interface has no way to send a request that it does not know. Tested against real members of every supported version.
 */
import type { Client, UUID } from 'hazelcast-client';
import * as clientMessageModule from 'hazelcast-client/lib/protocol/ClientMessage.js';
import * as heapDataModule from 'hazelcast-client/lib/serialization/HeapData.js';

/** A piece of a message: fixed-size fields, or one value of variable size. */
export interface Frame {
  content: Buffer;
  isEndFrame(): boolean;
  isNullFrame(): boolean;
}

/** A request or an answer. */
export interface Message {
  addFrame(frame: Frame): void;
  nextFrame(): Frame | null | undefined;
}

interface Request extends Message {
  setMessageType(type: number): void;
  setPartitionId(id: number): void;
  setRetryable(retryable: boolean): void;
}

interface RequestParts {
  type: number;
  /** Whether to do it twice does no harm. */
  isRetryable: boolean;
  /** Size of the first frame. */
  initialBytes: number;
  /** Writes the fields of the first frame, which is zero but for its header. */
  writeInitial: (content: Buffer) => void;
  /** What follows, each in a frame of its own. */
  more?: readonly Buffer[];
}

/** Where the fields of a first frame begin, after its header. */
export const requestFieldsAt = 16;
export const answerFieldsAt = 13;

/**
 * Sends a request to a member.
 * @throws Error if it does not answer within the client's invocation timeout, or hazelcast-client is not as expected.
 */
export async function askMember<T>(
  client: Client,
  member: UUID,
  parts: RequestParts,
  decode: (answer: Message) => T,
): Promise<T> {
  return await invocationsOf(client).invokeOnTarget(buildRequest(parts), member, decode);
}

/**
 * Sends a request to the owner of a partition, also if that changes meanwhile.
 * @throws Error if none answers within the client's invocation timeout, or hazelcast-client is not as expected.
 */
export async function askPartition<T>(
  client: Client,
  partition: number,
  parts: RequestParts,
  decode: (answer: Message) => T,
): Promise<T> {
  return await invocationsOf(client).invokeOnPartition(buildRequest(parts), partition, decode);
}

/**
 * What serialized data stands for.
 * @throws Error if it is torn, or hazelcast-client is not as expected.
 */
export function deserialize(client: Client, data: Buffer): unknown {
  const service: unknown = 'serializationService' in client ? client.serializationService : undefined;
  if (!isSerializationService(service) || !isHeapDataModule(heapDataModule)) throw unexpected();
  return service.toObject(new heapDataModule.HeapData(data));
}

/** @throws Error if the message has no more. */
export function takeFrame(answer: Message): Frame {
  const frame = answer.nextFrame();
  if (frame === null || frame === undefined) throw new Error("the member's answer ends early");
  return frame;
}

/** The value of a frame that stands for none where there is none. */
export function takeNullable(answer: Message): Buffer | undefined {
  const frame = takeFrame(answer);
  return frame.isNullFrame() ? undefined : frame.content;
}

/** The frames between a begin and an end frame, both of which are taken, too. */
export function takeList(answer: Message): Buffer[] {
  takeFrame(answer);
  const contents: Buffer[] = [];
  for (let frame = takeFrame(answer); !frame.isEndFrame(); frame = takeFrame(answer))
    contents.push(frame.content);
  return contents;
}

interface MessageModule {
  ClientMessage: { createForEncode(): Request };
  Frame: { createInitialFrame(size: number): Frame; new (content: Buffer): Frame };
}

interface InvocationService {
  invokeOnTarget<T>(request: Message, target: UUID, decode: (answer: Message) => T): Promise<T>;
  invokeOnPartition<T>(request: Message, partition: number, decode: (answer: Message) => T): Promise<T>;
}

interface SerializationService {
  toObject(data: unknown): unknown;
}

function invocationsOf(client: Client): InvocationService {
  const service: unknown = 'invocationService' in client ? client.invocationService : undefined;
  if (!isInvocationService(service)) throw unexpected();
  return service;
}

function unexpected(): Error {
  return new Error('this release of hazelcast-client keeps its insides elsewhere');
}

function isInvocationService(value: unknown): value is InvocationService {
  return hasFunction(value, 'invokeOnTarget') && hasFunction(value, 'invokeOnPartition');
}

function isSerializationService(value: unknown): value is SerializationService {
  return hasFunction(value, 'toObject');
}

function isHeapDataModule(value: object): value is { HeapData: new (data: Buffer) => unknown } {
  return 'HeapData' in value && typeof value.HeapData === 'function';
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

function buildRequest({ type, isRetryable, initialBytes, writeInitial, more = [] }: RequestParts): Request {
  if (!isMessageModule(clientMessageModule)) throw unexpected();
  const { ClientMessage, Frame } = clientMessageModule;
  const frame = Frame.createInitialFrame(initialBytes);
  frame.content.fill(0);
  writeInitial(frame.content);
  const message = ClientMessage.createForEncode();
  message.setRetryable(isRetryable);
  message.addFrame(frame);
  message.setMessageType(type);
  // The client puts in the partition if it sends it to one.
  message.setPartitionId(-1);
  for (const content of more) message.addFrame(new Frame(content));
  return message;
}
