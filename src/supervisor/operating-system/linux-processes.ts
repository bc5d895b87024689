import { readFile, readdir, readlink } from 'node:fs/promises';

/**
 * What /proc shows about processes and listening sockets (man 5 proc). It shows little about other users' processes.
 */

const listenState = '0A';
const toldCharacters = 120;

/** The pids of all processes. */
export async function allPids(): Promise<number[]> {
  return (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
}

/** Command line of a process in one line, shortened; empty for a zombie or an ended process. */
export async function commandLine(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, toldCharacters);
}

/** Whether a process was started with this assignment in its environment. */
export async function hasVariable(pid: number, assignment: string): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return text.split('\0').includes(assignment);
}

/**
 * The sockets that listen on a port, as the links in /proc/PID/fd name them.
 * @param hosts addresses; sockets that listen on all addresses count too
 * @throws if the system does not report it
 */
export async function listeningSockets(port: number, hosts: readonly string[]): Promise<Set<string>> {
  const tables = await Promise.all([
    readFile('/proc/net/tcp', 'utf8'),
    // Absent without IPv6.
    readFile('/proc/net/tcp6', 'utf8').catch(() => ''),
  ]);
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const wanted = new Set(hosts.flatMap(hexAddresses).map((address) => `${address}:${hexPort}`));
  return new Set(
    tables
      .flatMap((table) => table.split('\n').slice(1))
      // There may be thousands of rows of closed connections: parse only the rows with this port.
      .filter((row) => row.includes(`:${hexPort} `))
      .map((row) => row.trim().split(/\s+/))
      .filter((row) => wanted.has(row[1] ?? '') && row[3] === listenState)
      .map((row) => `socket:[${row[9] ?? ''}]`),
  );
}

/** The TCP ports on which a process listens; none if the system does not report it. */
export async function listeningPorts(pid: number): Promise<number[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const rows = tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row[3] === listenState);
  const found = new Set<number>();
  for (const row of rows) {
    const port = parseInt(row[1]?.split(':')[1] ?? '', 16);
    if (await hasSocket(pid, new Set([`socket:[${row[9] ?? ''}]`]))) found.add(port);
  }
  return [...found];
}

/** Whether a process has one of these sockets open. */
export async function hasSocket(pid: number, sockets: ReadonlySet<string>): Promise<boolean> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return links.some((link) => sockets.has(link));
}

/**
 * The address as the tables write it, and the all-addresses forms. Each group of four bytes is in the machine's byte
 * order.
 */
function hexAddresses(host: string): string[] {
  const all6 = '0'.repeat(32);
  if (host === '::1') return ['00000000000000000000000001000000', all6];
  const bytes = host.split('.').map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'));
  const address = bytes.toReversed().join('');
  return [address, `0000000000000000FFFF0000${address}`, '00000000', all6];
}
