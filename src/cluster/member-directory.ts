import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '../shared/process.ts';
import { makeDirectory } from '../shared/make-directory.ts';
import { spawnProcess } from '../shared/spawn-process.ts';
import type { ClassCache } from './class-cache.ts';
import type { Java } from './java.ts';
import { javaEnvironment } from './java-environment.ts';
import { memberArguments, memberFiles, memberLogging, type MemberStart } from './member-command.ts';
import { placeFile } from './place-file.ts';

/** What members are started from, wherever it lies; paths. */
export interface StartedFrom {
  java: Java;
  hazelcastJar: string;
  launcherJar: string;
}

export interface MemberProgram extends StartedFrom {
  /** With which they start faster. */
  classCache?: ClassCache | undefined;
}

/** Prepares a directory for members to be started in: all that Java reads gets a plain name there. */
export async function prepareMemberDirectory(
  directory: string,
  program: Omit<MemberProgram, 'java'>,
): Promise<void> {
  makeDirectory(directory);
  await placeFile(program.launcherJar, join(directory, memberFiles.launcherJar));
  await placeFile(program.hazelcastJar, join(directory, memberFiles.hazelcastJar));
  if (program.classCache !== undefined)
    await placeFile(program.classCache.path, join(directory, memberFiles.classCache));
  await writeFile(join(directory, memberFiles.logging), memberLogging);
}

interface StartMember extends MemberStart {
  /** That was prepared. */
  directory: string;
  java: Java;
  env: NodeJS.ProcessEnv;
}

/** Starts a member in its directory. It ends when its standard input does, that is with this process, however that ends. */
export function startMember({ directory, java, env, ...start }: StartMember): Promise<RunningProcess> {
  const command = {
    file: java.path,
    args: memberArguments(java.major, start),
    env: javaEnvironment(env),
  };
  return spawnProcess(command, { stdin: 'pipe', cwd: directory });
}
