import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { askProgram } from '../../../foundation/processes/ask-program.ts';
import { MachineLacksError } from '../../../foundation/errors/errors.ts';
import { withJoinedSignal } from '../../../foundation/async/joined-signal.ts';
import { javaEnvironment } from './java-environment.ts';
import { knownVersion, noteVersion } from './known-java.ts';
import { parseJavaVersion, type JavaVersion } from './java-version.ts';

const oldestMajor = 17;
/** For all that are asked, since they are asked at once. */
const answerTimeoutMs = 5_000;

export type JavaPlace = 'JAVA_HOME' | 'PATH';

export interface Java extends JavaVersion {
  /** Absolute path of the `java` program. */
  path: string;
  from: JavaPlace | 'executable';
}

interface FindJavaOptions {
  /** Default: JAVA_HOME, then the directories of PATH. */
  places?: readonly JavaPlace[];
  /** Has the answers of earlier searches. Default: every Java is asked. */
  cacheDir?: string;
}

/**
 * The first Java that is recent enough. Takes some seconds at most, also where one does not answer.
 * @throws MachineLacksError that lists what was tried and how to get one; the signal's reason if aborted.
 */
export async function findJava(
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
  { places = ['JAVA_HOME', 'PATH'], cacheDir }: FindJavaOptions = {},
): Promise<Java> {
  const { programs, absent } = await findPrograms(env, places);
  const [preferred] = programs;
  if (preferred !== undefined && cacheDir !== undefined) {
    const known = await knownVersion({ ...preferred, env, cacheDir });
    if (known !== undefined && known.major >= oldestMajor) return { ...preferred, ...known };
  }
  const tried = [...absent];
  const found = new AbortController();
  const first = await withJoinedSignal({ signals: [signal, found.signal] }, async (needed) => {
    const answers = programs.map(({ path }) => askVersion(path, env, needed));
    for (const [index, { path, from }] of programs.entries()) {
      const answer = await answers[index];
      signal?.throwIfAborted();
      if (answer === undefined) continue;
      if ('problem' in answer) tried.push(`${path} (${from}): ${answer.problem}`);
      else if (answer.major < oldestMajor) tried.push(`${path} (${from}): Java ${answer.version}, too old`);
      else {
        found.abort();
        if (cacheDir !== undefined) await noteVersion({ path, env, cacheDir }, answer);
        return { path, from, ...answer };
      }
    }
    return undefined;
  });
  if (first !== undefined) return first;
  throw new MachineLacksError(
    `no Java ${oldestMajor} or later found; tried ${tried.length === 0 ? 'JAVA_HOME (not set) and PATH (no java in it)' : tried.join('; ')}`,
    { hint: remedy(process.platform) },
  );
}

interface Candidate {
  path: string;
  from: JavaPlace;
}

/** Those that are there, each once. */
async function findPrograms(
  env: NodeJS.ProcessEnv,
  places: readonly JavaPlace[],
): Promise<{ programs: Candidate[]; absent: string[] }> {
  const programs = new Map<string, Candidate>();
  const absent: string[] = [];
  for (const candidate of candidates(env).filter(({ from }) => places.includes(from))) {
    const real = await executable(candidate.path);
    if (real !== undefined && !programs.has(real)) programs.set(real, candidate);
    if (real === undefined && candidate.from === 'JAVA_HOME')
      absent.push(`${candidate.path} (JAVA_HOME): no such program`);
  }
  return { programs: [...programs.values()], absent };
}

function candidates(env: NodeJS.ProcessEnv): Candidate[] {
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

async function askVersion(
  path: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<JavaVersion | { problem: string }> {
  const options = { env: javaEnvironment(env), signal, timeoutMs: answerTimeoutMs, maxBytes: 64 * 1024 };
  const { ok, exitCode, stdout, stderr, problem } = await askProgram(path, ['-version'], options);
  // Java writes it to its error output, and some wrappers to the other one.
  const output = `${stderr}\n${stdout}`;
  const version = parseJavaVersion(output);
  if (ok && version !== undefined) return version;
  return {
    problem: `-version failed: ${exitCode === undefined ? problem : (firstLine(output) ?? 'no output')}`,
  };
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
