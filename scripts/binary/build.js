/**
 * Builds dist/distq-OS-ARCH: the program, Hazelcast, a Java and a trained class cache in one file. What it is made of is written beside it.
 *
 *   npm run build:binary               for this machine
 *   npm run build:binary -- win32-x64  for another one; it cannot be tried here
 *   npm run build:binary -- --smallest as it is released: compresses for minutes
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeChunks } from '../build/program-chunks.js';
import { writeContents } from '../release/contents.js';
import { namesOf } from '../release/names-of.js';
import { project } from '../shared/project.js';
import { readTargets } from '../shared/targets.js';
import { chunkAssets } from './chunk-assets.js';
import { fillPayload } from './fill-payload.js';
import { javaRuntime } from './java-runtime.js';
import { nodeBase } from './node-base.js';
import { packPayload } from './pack-payload.js';
import { npm } from './pinned-downloads.js';
import { recordCodeCache } from './record-code-cache.js';
import { singleExecutable } from './single-executable.js';

const { targets, generators } = await readTargets();
const thisMachine = `${process.platform}-${process.arch}`;

/**
 * @param {string} target
 * @param {boolean} smallest
 */
async function buildBinary(target, smallest) {
  const pinned = targets[target];
  if (pinned === undefined)
    throw new Error(`no target ${target}; there are: ${Object.keys(targets).join(', ')}`);
  const cache = join(project, '.cache', 'packaging');
  await mkdir(cache, { recursive: true });
  await installTools();
  await mkdir(join(project, 'dist'), { recursive: true });
  const into = await mkdtemp(join(cache, 'build-'));
  try {
    const base = await nodeBase(pinned.node, cache);
    const generator = target === thisMachine ? base : await nodeBase(generatorOf(pinned.node.version), cache);
    const directory = join(into, 'files');
    const java = await step('Java', () =>
      javaRuntime({ target, pinned: pinned.java, directory: join(directory, 'java'), cache }),
    );
    console.log(`  Java ${java.version} from ${java.from}`);
    const about = await step('Hazelcast and class cache', () =>
      fillPayload({ directory, target, thisMachine, java: java.version, into }),
    );
    const chunks = await writeChunks(join(into, 'chunks'));
    const code =
      target === thisMachine
        ? await step('code cache', () => recordCodeCache({ node: base, chunks, directory, about, into }))
        : {};
    const { manifest, content } = await step('compressing', () =>
      packPayload({ directory, about, node: generator, into, smallest }),
    );
    const outfile = join(project, 'dist', namesOf(target).built);
    await step('the executable', () =>
      singleExecutable({
        base,
        generator,
        assets: { 'payload.json': manifest, 'payload.zst': content, ...chunkAssets(chunks), ...code },
        into,
        outfile,
        target,
      }),
    );
    const parts = { target, pinned, java, hazelcast: about.hazelcast, payload: content };
    await writeContents({ ...parts, directory: join(project, 'dist') });
    const megabytes = ((await stat(outfile)).size / 1e6).toFixed(1);
    console.log(`${outfile}: ${megabytes} MB${target === thisMachine ? '' : ' (never run here)'}`);
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

/** What only this build needs is not installed with the program's own packages. */
async function installTools() {
  const directory = join(project, 'packaging');
  if (existsSync(join(directory, 'node_modules', 'postject'))) return;
  await npm(['ci', '--silent', '--no-audit', '--no-fund'], { cwd: directory });
}

/**
 * The Node.js that makes executables of another target on this machine.
 * @param {string} version
 */
function generatorOf(version) {
  const generator = generators[version];
  if (generator === undefined)
    throw new Error(`packaging/targets.json has no generator for Node.js ${version}: add one`);
  return generator;
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 */
async function step(what, work) {
  const startMs = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  return result;
}

const { values, positionals } = parseArgs({
  options: { smallest: { type: 'boolean', default: false } },
  allowPositionals: true,
});
await buildBinary(positionals[0] ?? thisMachine, values.smallest);
