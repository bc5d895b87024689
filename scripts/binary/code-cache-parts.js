/*
 * Parts of an executable's main script, in addition to scripts/build/run-chunks.js. The build copies the text of these
 * functions, so they may not use anything from outside. A recording is named after the chunk and V8's version and
 * flags, which a service changes during its start.
 */

/** @import { CodeCache } from '../build/run-chunks.js' */
/** @import { recordCode } from '../build/code-recorder.js' */

/**
 * The part of `require` that is used here. Zstandard is not in the types: they are of an older Node.js than an executable has.
 * @typedef {{
 *   (name: 'node:fs'): Pick<typeof import('node:fs'), 'readFileSync' | 'statSync' | 'writeFileSync'>,
 *   (name: 'node:path'): { join: (...parts: string[]) => string },
 *   (name: 'node:sea'): { getRawAsset: (name: string) => ArrayBuffer },
 *   (name: 'node:v8'): { cachedDataVersionTag: () => number, setFlagsFromString: (flags: string) => void },
 *   (name: 'node:zlib'): Record<'zstdCompressSync' | 'zstdDecompressSync', (data: Uint8Array) => Buffer>,
 * }} NativeRequire
 */

/**
 * Finds a chunk of the program, by a name such as ./main.js.
 * @param {string} name
 * @param {NativeRequire} nativeRequire
 */
export function carriedChunk(name, nativeRequire) {
  // Every other name is a module of Node.js.
  return name.startsWith('./')
    ? Buffer.from(nativeRequire('node:sea').getRawAsset(`chunk/${name.slice(2)}`))
    : undefined;
}

/**
 * The same from a directory, while the executable is being built.
 * @param {string} directory
 * @param {string} name
 * @param {NativeRequire} nativeRequire
 */
export function storedChunk(directory, name, nativeRequire) {
  return name.startsWith('./')
    ? nativeRequire('node:fs').readFileSync(nativeRequire('node:path').join(directory, name))
    : undefined;
}

/**
 * Finds what was recorded when the executable was built.
 * @param {NativeRequire} nativeRequire
 * @returns {CodeCache}
 */
export function carriedCodeCache(nativeRequire) {
  const { getRawAsset } = nativeRequire('node:sea');
  const { cachedDataVersionTag } = nativeRequire('node:v8');
  const { zstdDecompressSync } = nativeRequire('node:zlib');

  /** @param {string} name */
  function find(name) {
    try {
      const recording = getRawAsset(`code/${cachedDataVersionTag()}-${name.slice(2)}`);
      return zstdDecompressSync(new Uint8Array(recording));
    } catch {
      // Nothing was recorded for this chunk: it is compiled as usual.
      return undefined;
    }
  }

  return { find };
}

/**
 * Records what V8 compiles of each chunk. Of several processes, the largest recording is kept.
 * @param {string} directory
 * @param {NativeRequire} nativeRequire
 * @param {typeof recordCode} recordCode
 * @returns {CodeCache}
 */
export function recordedCodeCache(directory, nativeRequire, recordCode) {
  const { statSync, writeFileSync } = nativeRequire('node:fs');
  const { join } = nativeRequire('node:path');
  const { zstdCompressSync } = nativeRequire('node:zlib');
  return recordCode(nativeRequire, ({ name, script, tag }) => {
    const recording = zstdCompressSync(script.createCachedData());
    const file = join(directory, `${tag}-${name.slice(2)}`);
    const before = statSync(file, { throwIfNoEntry: false });
    if (before === undefined || before.size < recording.length) writeFileSync(file, recording);
  });
}
