import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { execa } from 'execa';
import { MachineLacksError } from '../shared/errors.ts';
import { javaEnvironment } from './java-environment.ts';
import { parseJavaVersion, type JavaVersion } from './java-version.ts';

const oldestMajor = 17;
const answerTimeoutMs = 10_000;

export interface Java extends JavaVersion {
  /** Absolute path of the `java` program. */
  path: string;
}

/**
 * The first Java that is recent enough: JAVA_HOME, then the directories of PATH.
 * @throws MachineLacksError that lists what was tried and how to get one.
 */
export async function findJava(env: NodeJS.ProcessEnv): Promise<Java> {
  const tried: string[] = [];
  const seen = new Set<string>();
  for (const { path, from } of candidates(env)) {
    const real = await executable(path);
    if (real === undefined) {
      if (from === 'JAVA_HOME') tried.push(`${path} (JAVA_HOME): no such program`);
      continue;
    }
    if (seen.has(real)) continue;
    seen.add(real);
    const answer = await askVersion(path, env);
    if ('problem' in answer) tried.push(`${path} (${from}): ${answer.problem}`);
    else if (answer.major < oldestMajor) tried.push(`${path} (${from}): Java ${answer.version}, too old`);
    else return { path, ...answer };
  }
  throw new MachineLacksError(
    `no Java ${oldestMajor} or later found; tried ${tried.length === 0 ? 'JAVA_HOME (not set) and PATH (no java in it)' : tried.join('; ')}`,
    { hint: remedy(process.platform) },
  );
}

function candidates(env: NodeJS.ProcessEnv): { path: string; from: 'JAVA_HOME' | 'PATH' }[] {
  const program = process.platform === 'win32' ? 'java.exe' : 'java';
  // Windows spells the variable Path, and a copied environment is case-sensitive.
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const home = env['JAVA_HOME']
    ? [{ path: resolve(env['JAVA_HOME'], 'bin', program), from: 'JAVA_HOME' as const }]
    : [];
  const directories = path.split(delimiter).filter((directory) => directory !== '');
  return [
    ...home,
    ...directories.map((directory) => ({ path: resolve(directory, program), from: 'PATH' as const })),
  ];
}

async function executable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
    return await realpath(path);
  } catch {
    return undefined;
  }
}

async function askVersion(path: string, env: NodeJS.ProcessEnv): Promise<JavaVersion | { problem: string }> {
  const result = await execa(path, ['-version'], {
    env: javaEnvironment(env),
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: answerTimeoutMs,
    maxBuffer: 64 * 1024,
  });
  const version = parseJavaVersion(result.all);
  if (version !== undefined && !result.failed) return version;
  if (result.timedOut) return { problem: `no answer to -version within ${answerTimeoutMs} ms` };
  return { problem: `-version failed: ${firstLine(result.all) ?? result.shortMessage ?? 'no output'}` };
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 200);
}

function remedy(platform: NodeJS.Platform): string {
  const after = 'or set JAVA_HOME to one that is there';
  switch (platform) {
    case 'darwin':
      return `install one (brew install openjdk, or brew install --cask temurin), ${after}`;
    case 'win32':
      return `install one (winget install EclipseAdoptium.Temurin.21.JRE), ${after}`;
    default:
      return `install one (apt install default-jre-headless, or dnf install java-latest-openjdk-headless), ${after}`;
  }
}
