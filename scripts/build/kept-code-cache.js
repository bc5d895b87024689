/*
 * The code cache of the npm package. The build copies the text of these functions into dist/distq.js, so they may not
 * use anything from outside.
 */

/** @import { CodeCache } from './run-chunks.js' */
/** @import { recordCode } from './code-recorder.js' */

/**
 * The part of `require` that is used here. `crc32` is not in the types: they are of an older Node.js 20.
 * @typedef {{
 *   (name: 'node:fs'): Pick<typeof import('node:fs'),
 *     'existsSync' | 'mkdirSync' | 'readFileSync' | 'readdirSync' | 'renameSync' | 'rmSync' | 'statSync' | 'writeFileSync'>,
 *   (name: 'node:os'): { homedir: () => string },
 *   (name: 'node:path'): { join: (...parts: string[]) => string },
 *   (name: 'node:v8'): { cachedDataVersionTag: () => number, setFlagsFromString: (flags: string) => void },
 *   (name: 'node:zlib'): { crc32: (data: Uint8Array) => number },
 * }} NativeRequire
 */

/**
 * The same directory as src/broker/hazelcast/cache/cache-directory.ts; undefined where that would have to look further.
 * @param {NativeRequire} nativeRequire
 * @returns {string | undefined}
 */
export function usualCacheDirectory(nativeRequire) {
  const { join } = nativeRequire('node:path');
  const { DISTQ_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (DISTQ_CACHE_DIR) return DISTQ_CACHE_DIR;
  try {
    const home = nativeRequire('node:os').homedir();
    if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'distq');
    if (process.platform === 'win32')
      return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'distq', 'Cache');
    return join(XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : join(home, '.cache'), 'distq');
  } catch {
    // The user has no home directory.
    return undefined;
  }
}

/**
 * Keeps what V8 compiled in the cache, a file for each chunk, and finds it at later starts. A file belongs to one build
 * of the program and one of Node.js. Nothing fails if the cache cannot be read or written: chunks are then compiled.
 * @param {{ cache: string | undefined, build: string, file: string, nativeRequire: NativeRequire, recordCode: typeof
 * recordCode }} options `build` identifies the chunks by their content; `file` is that of the program, which compiled
 *   code names in stack traces
 * @returns {CodeCache}
 */
export function keptCodeCache({ cache, build, file: program, nativeRequire, recordCode }) {
  if (cache === undefined) return {};
  const { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } =
    nativeRequire('node:fs');
  const { join } = nativeRequire('node:path');
  const { crc32 } = nativeRequire('node:zlib');
  const { cachedDataVersionTag } = nativeRequire('node:v8');
  /** V8 wants its data aligned to eight bytes. */
  const headBytes = 8;
  const unusedMs = 30 * 24 * 60 * 60 * 1000;
  const all = join(cache, 'code');
  const place = crc32(Buffer.from(program)).toString(16);
  const directory = join(all, `${build}-${place}-${process.version}-${process.arch}`);
  /** @type {Set<string>} */
  const found = new Set();

  /**
   * @param {string} name of a chunk
   * @param {number} tag
   */
  function fileOf(name, tag) {
    return join(directory, `${tag}-${name.slice(2)}`);
  }

  /** @param {string} name */
  function find(name) {
    try {
      const content = readFileSync(fileOf(name, cachedDataVersionTag()));
      const data = content.subarray(headBytes);
      // V8 crashes on damaged data.
      if (content.readUInt32LE(0) !== crc32(data)) return undefined;
      found.add(name);
      return data;
    } catch {
      return undefined;
    }
  }

  /** @type {Parameters<typeof recordCode>[1]} */
  function record({ name, script, tag }) {
    try {
      if (found.has(name)) return;
      found.add(name);
      if (!existsSync(directory)) begin();
      const data = script.createCachedData();
      const head = Buffer.alloc(headBytes);
      head.writeUInt32LE(crc32(data), 0);
      const file = fileOf(name, tag);
      const part = `${file}.${process.pid}.part`;
      writeFileSync(part, Buffer.concat([head, data]), { mode: 0o600 });
      renameSync(part, file);
    } catch {
      // Not writable, or full: the next start compiles again.
    }
  }

  function begin() {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const other of readdirSync(all)) {
      const path = join(all, other);
      if (Date.now() - statSync(path).mtimeMs > unusedMs) rmSync(path, { recursive: true, force: true });
    }
  }

  return { find, note: recordCode(nativeRequire, record).note };
}
