/*
 * Records what V8 compiles of each chunk. The build copies the text of this function into programs, so it may not use
 * anything from outside.
 */

/** @import { ChunkScript } from './run-chunks.js' */

/**
 * The part of `require` that is used here.
 * @typedef {{
 *   (name: 'node:v8'): { cachedDataVersionTag: () => number, setFlagsFromString: (flags: string) => void },
 * }} NativeRequire
 */

/**
 * @typedef {{ name: string, script: ChunkScript, tag: number }} Noted
 *   `name` is that of a chunk, such as ./main.js; `tag` is V8's version and flags when the chunk was compiled
 */

/**
 * Chunks are recorded before V8's flags change (V8 refuses code that was compiled with other flags), when nothing was
 * loaded for some seconds (V8 later drops the code of functions that ran only once), and when the process ends.
 * @param {NativeRequire} nativeRequire
 * @param {(noted: Noted) => void} record may be called several times for a chunk
 * @returns {{ note: (name: string, script: ChunkScript) => void }}
 */
export function recordCode(nativeRequire, record) {
  const settledMs = 5_000;
  const v8 = nativeRequire('node:v8');
  /** @type {Noted[]} */
  const noted = [];
  /** @type {NodeJS.Timeout | undefined} */
  let settled;

  function recordAll() {
    const tag = v8.cachedDataVersionTag();
    for (const one of noted) if (one.tag === tag) record(one);
  }

  const { setFlagsFromString } = v8;
  v8.setFlagsFromString = (flag) => {
    recordAll();
    setFlagsFromString(flag);
  };
  process.on('exit', recordAll);
  return {
    note(name, script) {
      noted.push({ name, script, tag: v8.cachedDataVersionTag() });
      settled ??= setTimeout(recordAll, settledMs).unref();
      settled.refresh();
    },
  };
}
