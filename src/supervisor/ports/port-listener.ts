import { endianness } from 'node:os';
import { allPids, commandLine, hasSocket, listeningSockets } from '../operating-system/linux-processes.ts';
import { askSystem } from '../operating-system/ask-system.ts';
import { probeTcp } from '../probes/probe-tcp.ts';

export interface PortHolder {
  pid: number;
  command: string;
}

/** The processes that have the listening socket of a port open; none where the system does not report them. */
export type Listening = PortHolder[];

/**
 * Who listens on a TCP port. The listener does not notice where the operating system reports it; else a connection is tried.
 * @param hosts addresses of this machine
 * @param likely looked at first, and alone if it is one of them
 * @returns undefined: nobody
 */
export async function findListening(
  port: number,
  hosts: readonly string[],
  likely?: number,
): Promise<Listening | undefined> {
  const sockets = await linuxSockets(port, hosts);
  if (sockets !== undefined) return sockets.size === 0 ? undefined : linuxHolders(sockets, likely);
  const tried = await Promise.all(hosts.map((host) => probeTcp(port, host)));
  if (!tried.some(({ ready }) => ready)) return undefined;
  return process.platform === 'win32' ? windowsHolders(port) : lsofHolders(port);
}

/** The process that listens on a TCP port, where the operating system reports it. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  return (await findListening(port, ['127.0.0.1', '::1']))?.[0];
}

async function linuxSockets(port: number, hosts: readonly string[]): Promise<Set<string> | undefined> {
  // How the tables write an address depends on the order of bytes.
  if (process.platform !== 'linux' || endianness() !== 'LE') return undefined;
  return listeningSockets(port, hosts).catch(() => undefined);
}

async function linuxHolders(sockets: ReadonlySet<string>, likely: number | undefined): Promise<Listening> {
  if (likely !== undefined && (await hasSocket(likely, sockets))) return [await linuxHolder(likely)];
  const holders: PortHolder[] = [];
  // One after the other: each opens as many files as the process has.
  for (const pid of await allPids()) if (await hasSocket(pid, sockets)) holders.push(await linuxHolder(pid));
  return holders;
}

async function linuxHolder(pid: number): Promise<PortHolder> {
  return { pid, command: await commandLine(pid) };
}

async function lsofHolders(port: number): Promise<Listening> {
  const output = (await askSystem('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])) ?? '';
  return [...output.matchAll(/^p(\d+)\nc(.+)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '?',
  }));
}

async function windowsHolders(port: number): Promise<Listening> {
  const script = `Get-NetTCPConnection -State Listen -LocalPort ${port} | Select-Object -Unique OwningProcess | ForEach-Object { Get-Process -Id $_.OwningProcess } | ForEach-Object { "$($_.Id) $($_.ProcessName)" }`;
  const output = (await askSystem('powershell', ['-NoProfile', '-Command', script])) ?? '';
  return [...output.matchAll(/^(\d+) (.+?)\r?$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '?',
  }));
}
