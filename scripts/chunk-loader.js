/**
 * Runs a program whose chunks are kept compressed, each unpacked and compiled when it is first needed: V8 reads
 * through every function of a script before it runs any, which for this program takes longer than most of its commands.
 * The build writes this function's own text into the built file, so it may use nothing from outside.
 *
 * @param {(name: string) => Buffer | undefined} findChunk compressed; undefined: it is no chunk
 * @param {string} entry
 * @param {(name: string) => any} nativeRequire
 * @param {string} moduleUrl
 * @param {{ find?: (name: string) => Uint8Array | undefined, note?: (name: string, script: import('node:vm').Script) => void }} [codeCache]
 *   compiled code of an earlier run, by chunk; V8 leaves out what it cannot use
 */
export function runChunks(findChunk, entry, nativeRequire, moduleUrl, codeCache = {}) {
  const { Script } = nativeRequire('node:vm');
  const { inflateRawSync } = nativeRequire('node:zlib');
  const file = nativeRequire('node:url').fileURLToPath(moduleUrl);
  const loaded = new Map();

  function load(name) {
    const existing = loaded.get(name);
    if (existing !== undefined) return existing.exports;
    const chunk = findChunk(name);
    if (chunk === undefined) return nativeRequire(name);
    // Registered before it runs, since chunks may require each other.
    const module = { exports: {} };
    loaded.set(name, module);
    const source = inflateRawSync(chunk).toString('utf8');
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
