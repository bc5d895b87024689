import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '../shared/process.ts';
import { makeDirectory } from '../shared/make-directory.ts';
import { spawnProcess } from '../shared/spawn-process.ts';
import { javaEnvironment } from './java-environment.ts';
import { memberArguments, memberFiles, memberLogging, type MemberStart } from './member-command.ts';
import { placeFile } from './place-file.ts';

/** Paths of what members are made of, wherever it lies. */
export interface MemberProgram {
  hazelcastJar: string;
  launcherJar: string;
  /** Class-data archive to start from. */
  archive?: string | undefined;
}

/** Prepares a directory for members to be started in: all that Java reads gets a plain name there. */
export async function prepareMemberDirectory(directory: string, program: MemberProgram): Promise<void> {
  makeDirectory(directory);
  await placeFile(program.launcherJar, join(directory, memberFiles.launcherJar));
  await placeFile(program.hazelcastJar, join(directory, memberFiles.hazelcastJar));
  if (program.archive !== undefined) await placeFile(program.archive, join(directory, memberFiles.archive));
  await writeFile(join(directory, memberFiles.logging), memberLogging);
}

interface StartMember extends MemberStart {
  /** That was prepared. */
  directory: string;
  /** Path of the `java` program. */
  java: string;
  env: NodeJS.ProcessEnv;
}

/** Starts a member in its directory. It ends when its standard input does, that is with this process, however that ends. */
export function startMember({ directory, java, env, ...start }: StartMember): Promise<RunningProcess> {
  const command = { file: java, args: memberArguments(start), env: javaEnvironment(env) };
  return spawnProcess(command, { stdin: 'pipe', cwd: directory });
}
