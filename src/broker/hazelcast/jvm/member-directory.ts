import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '../../../foundation/processes/process.ts';
import { makeDirectory } from '../../../foundation/files/make-directory.ts';
import { spawnProcess } from '../../../foundation/processes/spawn-process.ts';
import type { Java } from './java.ts';
import { javaEnvironment } from './java-environment.ts';
import { memberArguments, memberFiles, memberLogging, type MemberStart } from '../members/member-command.ts';
import { placeFile } from './place-file.ts';
import type { MemberProgram } from './member-parts.ts';

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
