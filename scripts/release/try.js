/**
 * Runs `failover` like a user who has only this file.
 * Usage: npm run release:try -- FILE
 * FILE is an executable, or the tarball of the npm package, which is first installed into an empty directory. An
 * executable contains Java and Hazelcast, so it gets neither from this machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [given] = process.argv.slice(2);
if (given === undefined) throw new Error('usage: npm run release:try -- FILE');
const file = resolve(given);
const directory = await mkdtemp(join(tmpdir(), 'distq-try-'));
try {
  const isPackage = file.endsWith('.tgz');
  if (isPackage) await run('npm', ['install', '--no-audit', file], process.env);
  else await chmod(file, 0o755);
  const env = isPackage ? process.env : withoutJava(process.env);
  for (const args of [['--version'], ['failover']]) {
    await (isPackage ? run('npx', ['distq', ...args], env) : run(file, args, env));
  }
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function run(command, args, env) {
  // On Windows npm and npx are shell scripts.
  const shell = process.platform === 'win32' && !command.endsWith('.exe');
  const child = spawn(command, args, { cwd: directory, env, stdio: ['ignore', 'inherit', 'inherit'], shell });
  await once(child, 'exit');
  if (child.exitCode !== 0) {
    const end = child.exitCode ?? child.signalCode ?? 'an unknown end';
    throw new Error(`${command} ${args.join(' ')} ended with ${end}`);
  }
}

/** @param {NodeJS.ProcessEnv} env */
function withoutJava(env) {
  return { ...env, JAVA_HOME: '', DISTQ_HAZELCAST_JAR: '', DISTQ_CACHE_DIR: join(directory, 'cache') };
}
