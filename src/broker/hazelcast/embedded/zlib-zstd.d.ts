import type { Transform } from 'node:stream';

/** In Node.js from 22.15 on, which every executable is built from; the types are those of the oldest Node.js that runs the program. */
declare module 'node:zlib' {
  function createZstdDecompress(): Transform;
}
