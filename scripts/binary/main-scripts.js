import { recordCode } from '../build/code-recorder.js';
import { runChunks } from '../build/run-chunks.js';
import { carriedChunk, carriedCodeCache, recordedCodeCache, storedChunk } from './code-cache-parts.js';

/**
 * The main script of a single executable, which cannot be an ES module and has no file. It loads the chunks from
 * assets: if they were text in the script, V8 would read all of them at every start.
 */
export function executableScript() {
  return [
    ...[runChunks, carriedChunk, carriedCodeCache].map(String),
    "const { pathToFileURL } = require('node:url');",
    'const findChunk = (name) => carriedChunk(name, require);',
    "runChunks(findChunk, './main.js', require, pathToFileURL(process.execPath).href, carriedCodeCache(require));",
    '',
  ].join('\n');
}

/**
 * The same for a Node.js with chunks from a directory: it records what V8 compiles.
 * @param {string} chunks directory
 * @param {string} recordings directory
 */
export function recordingScript(chunks, recordings) {
  return [
    ...[runChunks, storedChunk, recordCode, recordedCodeCache].map(String),
    "const { pathToFileURL } = require('node:url');",
    `const findChunk = (name) => storedChunk(${JSON.stringify(chunks)}, name, require);`,
    `const recorded = recordedCodeCache(${JSON.stringify(recordings)}, require, recordCode);`,
    "runChunks(findChunk, './main.js', require, pathToFileURL(__filename).href, recorded);",
    '',
  ].join('\n');
}
