import { readFile, readdir, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { askProgram, type ProgramAnswer } from '../shared/ask-program.ts';
import { MachineLacksError, PortTakenError, messageOf } from '../shared/errors.ts';

export interface WantedPort {
  port: number;
  /** The instance or member that wants it. */
  wantedBy: string;
}

export interface PortHolder {
  pid: number;
  command: string;
}

const lookTimeoutMs = 5_000;

/**
 * Makes sure that every port is free.
 * @throws PortTakenError that names each taken port, who wants it and which process holds it; MachineLacksError for a port that
 *   the operating system does not give to this user.
 */
export async function assertPortsFree(wanted: readonly WantedPort[], host: string): Promise<void> {
  const tried = await Promise.all(wanted.map(async (w) => ({ ...w, problem: await tryPort(w.port, host) })));
  const refused = tried.find(({ problem }) => problem !== undefined && problem.code !== 'EADDRINUSE');
  if (refused !== undefined) {
    throw new MachineLacksError(
      `port ${refused.port}, which ${refused.wantedBy} wants, cannot be opened: ${messageOf(refused.problem)}`,
      {
        hint: 'give another port, from 1024 on, in a topology file of your own (`distq topology show lab > my.yaml`), or take free ports with `distq up --isolated`',
      },
    );
  }
  const taken = tried.filter(({ problem }) => problem !== undefined);
  if (taken.length === 0) return;
  const lines = await Promise.all(
    taken.map(async ({ port, wantedBy }) => {
      return `port ${port}, which ${wantedBy} wants, is held by ${await portHolderWords(port)}`;
    }),
  );
  throw new PortTakenError(lines.join('\n'), {
    hint: 'end the process that holds it, give another port in a topology file of your own (`distq topology show lab > my.yaml`), or take free ports with `distq up --isolated`',
  });
}

/** Who listens on a TCP port, in words. */
export async function portHolderWords(port: number): Promise<string> {
  const holder = await findPortHolder(port);
  return holder === undefined ? 'another process' : `process ${holder.pid} (${holder.command})`;
}

/** The process that listens on a TCP port, where the operating system tells. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  try {
    if (process.platform === 'linux') return await linuxPortHolder(port);
    if (process.platform === 'win32') return await windowsPortHolder(port);
    const { stdout } = await ask('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    return pid === undefined ? undefined : { pid: Number(pid), command: /^c(.+)$/m.exec(stdout)?.[1] ?? '?' };
  } catch {
    return undefined;
  }
}

function ask(file: string, args: string[]): Promise<ProgramAnswer> {
  return askProgram(file, args, { env: process.env, timeoutMs: lookTimeoutMs });
}

/** Whether this process could listen there just now. */
export async function isFree(port: number, host: string): Promise<boolean> {
  return (await tryPort(port, host)) === undefined;
}

/** @returns why nobody can listen there just now; undefined if it works. */
function tryPort(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}

/** Finds the listening socket's inode in /proc/net/tcp{,6} and the process that has it open (man 5 proc). */
async function linuxPortHolder(port: number): Promise<PortHolder | undefined> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const inodes = new Set(
    tables
      .flatMap((table) => table.split('\n').slice(1))
      .map((row) => row.trim().split(/\s+/))
      .filter((row) => row[1]?.endsWith(`:${hexPort}`) === true && row[3] === '0A')
      .map((row) => `socket:[${row[9] ?? ''}]`),
  );
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const links = await openFiles(pid);
    if (links.some((link) => inodes.has(link))) {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
      return { pid: Number(pid), command: command.slice(0, 120) };
    }
  }
  return undefined;
}

async function openFiles(pid: string): Promise<string[]> {
  try {
    const names = await readdir(`/proc/${pid}/fd`);
    return await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  } catch {
    return [];
  }
}

async function windowsPortHolder(port: number): Promise<PortHolder | undefined> {
  const script = `$c = Get-NetTCPConnection -State Listen -LocalPort ${port} | Select-Object -First 1; Get-Process -Id $c.OwningProcess | ForEach-Object { "$($_.Id) $($_.ProcessName)" }`;
  const { stdout } = await ask('powershell', ['-NoProfile', '-Command', script]);
  const [, pid, command] = /^(\d+) (.+)$/m.exec(stdout.trim()) ?? [];
  return pid === undefined || command === undefined ? undefined : { pid: Number(pid), command };
}
