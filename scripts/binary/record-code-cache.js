import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { recordingScript } from './main-scripts.js';

const run = promisify(execFile);

/**
 * Runs the program once as users do, and keeps what V8 compiled: this cuts the start of a process to two thirds. A
 * recording is only valid for the same build of Node.js, which the executable contains.
 * @param {{ node: string, chunks: { directory: string }, directory: string, about: { javaPath: string, jarPath: string
 * }, into: string }} options `directory`: of the payload
 * @returns {Promise<Record<string, string>>} paths of the recordings by asset name (code-cache-parts.js)
 */
export async function recordCodeCache({ node, chunks, directory, about, into }) {
  const recordings = join(into, 'code');
  const work = join(into, 'recording');
  const program = join(into, 'recording.cjs');
  await mkdir(recordings);
  await mkdir(work);
  await writeFile(program, recordingScript(chunks.directory, recordings));
  const env = {
    ...process.env,
    JAVA_HOME: join(directory, about.javaPath, '..', '..'),
    DISTQ_HAZELCAST_JAR: join(directory, about.jarPath),
    DISTQ_CACHE_DIR: join(into, 'cache'),
  };
  await run(node, [program, '--version'], { cwd: work, env });
  await run(node, [program, 'failover', '--help'], { cwd: work, env });
  await run(node, [program, 'failover', '--runtime', 'jvm'], { cwd: work, env });
  const names = await readdir(recordings);
  return Object.fromEntries(names.map((name) => [`code/${name}`, join(recordings, name)]));
}
