/**
 * Builds dist/distq-OS-ARCH: the program, Hazelcast, a Java and a trained class cache in one file. What it is made of is written beside it.
 *
 *   npm run build:binary               for this machine
 *   npm run build:binary -- win32-x64  for another one; it cannot be tried here
 *   npm run build:binary -- --smallest as it is released: compresses for minutes
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { recordCodeCache } from './binary/code-cache.js';
import { chunkAssets, writeChunks } from './bundle.js';
import { javaRuntime } from './binary/java-runtime.js';
import { fillPayload } from './binary/members.js';
import { nodeBase } from './binary/node-base.js';
import { packPayload } from './binary/payload.js';
import { npm } from './binary/pinned-downloads.js';
import { singleExecutable } from './binary/single-executable.js';
import { namesOf } from './release/archive.js';
import { writeContents } from './release/contents.js';

const { targets, generators } = createRequire(import.meta.url)('../packaging/targets.json');
const project = fileURLToPath(new URL('..', import.meta.url));
const thisMachine = `${process.platform}-${process.arch}`;

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
    const generator = target === thisMachine ? base : await nodeBase(generators[pinned.node.version], cache);
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
