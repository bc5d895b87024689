/**
 * The part of `require` that runChunks uses.
 * @typedef {{
 *   (name: 'node:vm'): { Script: new (source: string, options: import('node:vm').ScriptOptions) => ChunkScript },
 *   (name: 'node:zlib'): { inflateRawSync: (data: Uint8Array) => Buffer },
 *   (name: 'node:url'): { fileURLToPath: (url: string) => string },
 *   (name: string): unknown,
 * }} NativeRequire
 */

/**
 * A compiled chunk: running it gives the function that defines the module.
 * @typedef {{
 *   runInThisContext: () => (exports: unknown, require: (name: string) => unknown, module: { exports: unknown }, url: string) => void,
 *   createCachedData: () => Buffer,
 * }} ChunkScript
 */

/**
 * Compiled code of an earlier run, by chunk; V8 leaves out what it cannot use.
 * @typedef {{ find?: (name: string) => Buffer | undefined, note?: (name: string, script: ChunkScript) => void }} CodeCache
 */

/**
 * Runs a program whose chunks are kept compressed, each unpacked and compiled when it is first needed: V8 reads
 * through every function of a script before it runs any, which for this program takes longer than most of its commands.
 * The build writes this function's own text into the built file, so it may use nothing from outside.
 *
 * @param {(name: string) => Uint8Array | undefined} findChunk compressed; undefined: it is not a chunk
 * @param {string} entry
 * @param {NativeRequire} nativeRequire
 * @param {string} moduleUrl
 * @param {CodeCache} [codeCache]
 */
export function runChunks(findChunk, entry, nativeRequire, moduleUrl, codeCache = {}) {
  const { Script } = nativeRequire('node:vm');
  const { inflateRawSync } = nativeRequire('node:zlib');
  const file = nativeRequire('node:url').fileURLToPath(moduleUrl);
  /** @type {Map<string, { exports: unknown }>} */
  const loaded = new Map();

  /**
   * @param {string} name
   * @returns {unknown}
   */
  function load(name) {
    const existing = loaded.get(name);
    if (existing !== undefined) return existing.exports;
    const chunk = findChunk(name);
    if (chunk === undefined) return nativeRequire(name);
    // Registered before it runs, because chunks may require each other.
    const module = { exports: {} };
    loaded.set(name, module);
    const source = inflateRawSync(chunk).toString('latin1');
    const script = new Script(`(function (exports, require, module, __moduleUrl) {\n${source}\n})`, {
      filename: `${file}:${name.slice(2)}`,
      lineOffset: -1,
      cachedData: codeCache.find?.(name),
    });
    codeCache.note?.(name, script);
    script.runInThisContext()(module.exports, load, module, moduleUrl);
    return module.exports;
  }

  load(entry);
}
