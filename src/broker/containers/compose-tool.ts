import { askProgram, type AskOptions } from '../../foundation/processes/ask-program.ts';

/** Compose as a plugin of docker, or the older program of its own. */
export interface ComposeTool {
  file: string;
  firstArgs: string[];
  version: string;
}

const versionTimeoutMs = 10_000;

/** The newer one if it is there; undefined where there is neither, or aborted. */
export async function findComposeTool({
  env,
  signal,
}: Pick<AskOptions, 'env' | 'signal'>): Promise<ComposeTool | undefined> {
  for (const { file, firstArgs } of [
    { file: 'docker', firstArgs: ['compose'] },
    { file: 'docker-compose', firstArgs: [] },
  ]) {
    const { ok, stdout } = await askProgram(file, [...firstArgs, 'version', '--short'], {
      env,
      signal,
      timeoutMs: versionTimeoutMs,
    });
    // A docker without the plugin answers its usage, and not always with a failure.
    const version = /^v?(\d+\.\d+\S*)$/m.exec(stdout)?.[1];
    if (ok && version !== undefined) return { file, firstArgs, version };
  }
  return undefined;
}
