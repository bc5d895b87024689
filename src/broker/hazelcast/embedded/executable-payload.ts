import { getAsset, getRawAsset, isSea } from 'node:sea';
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { manifestSchema, type Payload } from './payload.ts';

/** Names under which the build puts them into the executable. */
const manifestAsset = 'payload.json';
const contentAsset = 'payload.zst';

/** What the running executable carries; undefined where the program runs under an ordinary Node.js. */
export function executablePayload(): Payload | undefined {
  if (!isSea()) return undefined;
  const manifest = manifestSchema.parse(JSON.parse(getAsset(manifestAsset, 'utf8')));
  return { manifest, content: decompressed };
}

function decompressed(): Readable {
  const compressed = getRawAsset(contentAsset);
  if (typeof compressed === 'string') throw new Error('without an encoding an asset is bytes');
  return Readable.from(pieces(new Uint8Array(compressed))).pipe(zlib.createZstdDecompress());
}

/** Not as one chunk: the decompressor would keep the event loop busy for a second. */
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  const pieceBytes = 256 * 1024;
  for (let start = 0; start < bytes.length; start += pieceBytes)
    yield bytes.subarray(start, start + pieceBytes);
}
