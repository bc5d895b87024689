import type { OpenAnswers } from './answer-reader.ts';
import type { OpenPart } from './waiting-part.ts';

/** The merged answer as an array of two strings; each contains the JSON array of an instance. */
export async function* textBody({ logging, messages }: OpenAnswers): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from('["logging-service: ');
  yield* escaped(logging.json);
  yield Buffer.from(String.raw`\n","messages-service: `);
  yield* escaped((await messages.take()).json);
  yield Buffer.from(String.raw`\n"]`);
}

/** The merged answer as an object that also names the instances. */
export async function* structuredBody({
  logging,
  messages,
  next,
}: OpenAnswers): AsyncGenerator<Buffer, void, undefined> {
  yield beginning('{"logging":', logging);
  yield* logging.json;
  const part = await messages.take();
  yield beginning('},"messages":', part);
  yield* part.json;
  yield Buffer.from(next === undefined ? '}}' : `},"next":${JSON.stringify(next)}}`);
}

function beginning(before: string, { instance }: OpenPart): Buffer {
  return Buffer.from(`${before}{"instance":${JSON.stringify(instance)},"messages":`);
}

/**
 * JSON as the contents of a JSON string. Handles bytes as Latin-1, because JSON escapes only ASCII: a character that is
 * split between chunks stays intact.
 */
async function* escaped(json: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of json)
    yield Buffer.from(JSON.stringify(piece.toString('latin1')), 'latin1').subarray(1, -1);
}
