import { execa } from 'execa';
import { join } from 'node:path';

const compiler = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * What the compiler says of files that import an installed package.
 * @param resolution nodenext: as Node.js resolves; bundler: as bundlers do
 */
export async function typeCheck(
  directory: string,
  files: string[],
  resolution: 'nodenext' | 'bundler',
): Promise<string> {
  const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
  const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2023'];
  const resolving = ['--module', module, '--moduleResolution', resolution];
  const { stdout } = await execa(process.execPath, [compiler, ...options, ...resolving, ...files], {
    cwd: directory,
    reject: false,
    timeout: 60_000,
  });
  return stdout;
}
