import { execa } from 'execa';
import { execFileSync } from 'node:child_process';
import { mkdtemp, symlink } from 'node:fs/promises';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', '..', 'install.sh');
/** All that the installer uses, but what downloads and what unpacks. */
const tools = [
  ...['chmod', 'cut', 'grep', 'ls', 'mkdir', 'mktemp', 'mv', 'rm', 'rmdir', 'sed', 'sh', 'sha256sum'],
  ...['tail', 'tar', 'uname'],
];

export interface Way {
  shell: readonly string[];
  /** Program and applet that downloads; none: nothing can. */
  downloader: readonly string[];
  unpackers: readonly string[];
  /** Archive that it can unpack. */
  takes: 'tar.xz' | 'tar.gz';
}

/** Every tool that the installer uses is busybox's, or the system's own. */
export const ways: Readonly<Record<string, Way>> = {
  'dash with curl': { shell: ['dash'], downloader: ['curl'], unpackers: ['gzip'], takes: 'tar.gz' },
  'bash with wget and xz': {
    ...{ shell: ['bash', '--posix'], downloader: ['wget'], unpackers: ['xz', 'gzip'], takes: 'tar.xz' },
  },
  // Its xz has no filters.
  'busybox with its own wget': {
    ...{
      shell: ['busybox', 'sh'],
      downloader: ['busybox', 'wget'],
      unpackers: ['xz', 'gzip'],
      takes: 'tar.gz',
    },
  },
};

export interface Installing {
  /** Empty; everything is below it. */
  directory: string;
  /** Where the installer is read from; else its file. */
  input?: string;
  /** A line of shell before it starts. */
  before?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Runs the installer with a PATH in which nothing is but what it needs, and before that the folder `stand-ins`. */
export async function runInstaller(
  { shell: [shell = '', ...options], downloader, unpackers }: Pick<Way, 'shell' | 'downloader' | 'unpackers'>,
  { directory, input, before = ':', args = [], env = {} }: Installing,
) {
  const bin = await mkdtemp(join(directory, 'bin-'));
  for (const tool of [...tools, ...unpackers])
    await symlink(pathOf(shell === 'busybox' ? shell : tool), join(bin, tool));
  const ldd = pathOf('ldd');
  if (ldd !== '') await symlink(ldd, join(bin, 'ldd'));
  const [program, applet = program] = downloader;
  if (program !== undefined && applet !== undefined) await symlink(pathOf(program), join(bin, applet));
  const command = [pathOf(shell), ...options, ...(input === undefined ? [script] : ['-s', '--']), ...args];
  const { exitCode, stdout, stderr } = await execa(
    pathOf('sh'),
    ['-c', `${before}; exec "$@"`, 'sh', ...command],
    {
      reject: false,
      timeout: 30_000,
      input: input ?? '',
      extendEnv: false,
      env: { PATH: `${join(directory, 'stand-ins')}:${bin}`, HOME: join(directory, 'home'), ...env },
    },
  );
  return { exitCode, stdout, stderr };
}

/** @returns an empty text where there is none */
export function pathOf(tool: string): string {
  try {
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', tool], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

export function canRun({ shell, downloader, unpackers }: Way): boolean {
  return [shell[0], downloader[0], ...unpackers].every((tool) => tool === undefined || pathOf(tool) !== '');
}
