import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const project = join(import.meta.dirname, '..', '..', '..');
const packResult = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
]);

/** The npm package as users have it: packed for real, and installed from its tarball into an empty folder. */
export class Packed {
  readonly directory: string;
  /** Paths of the files in the tarball. */
  readonly files: string[];
  /** What npm printed when it installed it, both streams together. */
  readonly installed: string;

  private constructor(directory: string, files: string[], installed: string) {
    this.directory = directory;
    this.files = files;
    this.installed = installed;
  }

  static async install(): Promise<Packed> {
    const directory = await mkdtemp(join(tmpdir(), 'distq-package-'));
    const { stdout } = await npm(['pack', '--silent', '--json', '--pack-destination', directory], project);
    const [{ filename, files }] = packResult.parse(JSON.parse(stdout));
    // Without a network: the bundle holds everything.
    const { all } = await npm(['install', '--offline', join(directory, filename)], directory);
    return new Packed(
      directory,
      files.map(({ path }) => path),
      all,
    );
  }

  npx(args: readonly string[]) {
    return execa('npx', ['--offline', 'distq', ...args], this.#options());
  }

  run(args: readonly string[]) {
    return execa(join(this.directory, 'node_modules', '.bin', 'distq'), args, this.#options());
  }

  node(args: readonly string[]) {
    return execa(process.execPath, args, this.#options());
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.directory, file), text);
  }

  async dispose(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  #options() {
    return {
      cwd: this.directory,
      reject: false,
      stdin: 'ignore',
      timeout: 120_000,
      env: { NO_COLOR: '1', NODE_PATH: '', DISTQ_SESSION: 'package' },
    } as const;
  }
}

/** As a user calls it: not with what the npm that runs these tests hands to its scripts. */
function npm(args: readonly string[], cwd: string) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache$)/i.test(name));
  return execa('npm', [...args, '--no-update-notifier'], {
    cwd,
    all: true,
    timeout: 120_000,
    env: Object.fromEntries(inherited),
    extendEnv: false,
  });
}
