import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { program } from './program.js';
import { project } from './project.js';

/** @typedef {'python' | 'node' | 'java'} Language */

const timeout = 600_000;
const doctorDocument = z.object({ checks: z.array(z.object({ name: z.string(), detail: z.string() })) });

/** @type {readonly Language[]} */
export const languages = ['python', 'node', 'java'];
/** @type {Record<Language, { inputs: (folder: string) => string[], prepare: (folder: string) => void }>} */
const steps = {
  python: {
    inputs: () => ['requirements.txt'],
    prepare: (folder) => {
      rmSync(join(folder, '.venv'), { recursive: true, force: true });
      run(folder, 'python3', '-m', 'venv', '.venv');
      run(folder, '.venv/bin/python', '-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt');
    },
  },
  node: {
    inputs: () => ['package-lock.json'],
    prepare: (folder) => {
      run(folder, 'npm', 'ci', '--no-audit', '--no-fund');
    },
  },
  java: {
    inputs: (folder) => ['.', ...faultsOf(folder)].flatMap((part) => sourcesIn(folder, part)),
    prepare: (folder) => {
      // Asked first: without a compiler there is nothing to fetch a jar for.
      run(folder, 'javac', '-version');
      mkdirSync(join(folder, 'lib'), { recursive: true });
      copyFileSync(hazelcastJar(), join(folder, 'lib', 'hazelcast.jar'));
      run(folder, 'javac', '-cp', 'lib/*', '-d', 'build', ...sourcesIn(folder, '.'));
      for (const fault of faultsOf(folder))
        run(
          folder,
          'javac',
          '-cp',
          ['build', 'lib/*'].join(process.platform === 'win32' ? ';' : ':'),
          '-d',
          join(fault, 'build'),
          ...sourcesIn(folder, fault),
        );
    },
  },
};

/**
 * Installs or compiles what an example needs, in its folder, unless that was done before with the same sources.
 * @param {Language} language
 * @returns {string | undefined} why it is not possible here
 */
export function prepareExample(language) {
  const folder = join(project, 'examples', language);
  const { inputs, prepare } = steps[language];
  const hash = createHash('sha256');
  for (const file of inputs(folder)) hash.update(readFileSync(join(folder, file)));
  const wanted = hash.digest('hex');
  // Written last, so that what an interruption left is made anew.
  const stamp = join(folder, '.prepared');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  try {
    prepare(folder);
    writeFileSync(stamp, wanted);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {string} folder
 * @param {string} name of a program
 * @param {...string} args
 * @returns {string} its standard output
 */
function run(folder, name, ...args) {
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout,
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32' && name === 'npm',
  });
  if (status === 0) return stdout;
  const reason = error?.message ?? (stderr.trim() || stdout.trim()).split('\n').at(-1);
  throw new Error(`${name} ${args.slice(0, 3).join(' ')}: ${reason}`);
}

/** Path of the jar of the members, which has the client too. The first start fetches it. */
function hazelcastJar() {
  for (const isFetched of [false, true]) {
    if (isFetched) {
      const session = ['--session', `jar-${process.pid}`];
      run(project, process.execPath, program, 'up', '-d', '-t', 'minimal', '--isolated', ...session);
      run(project, process.execPath, program, 'down', ...session);
    }
    // The exit code of doctor is also about free ports.
    const { stdout } = spawnSync(process.execPath, [program, 'doctor', '--json'], {
      encoding: 'utf8',
      timeout,
    });
    const { checks } = doctorDocument.parse(JSON.parse(stdout));
    const detail = checks.find(({ name }) => name === 'Hazelcast jar')?.detail ?? '';
    const path = /\((?<path>[^()]+\.jar)\)/.exec(detail)?.groups?.['path'];
    if (path !== undefined && existsSync(path)) return path;
  }
  throw new Error('distq doctor names no Hazelcast jar');
}

/** @param {string} folder */
function faultsOf(folder) {
  return readdirSync(join(folder, 'faults')).map((name) => join('faults', name));
}

/**
 * @param {string} folder
 * @param {string} part
 */
function sourcesIn(folder, part) {
  return readdirSync(join(folder, part))
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(part, name));
}
