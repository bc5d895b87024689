import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cpuMs } from './process-figures.js';

const program = fileURLToPath(new URL('../bin/distq.js', import.meta.url));
const loadProgram = fileURLToPath(new URL('./client-load.js', import.meta.url));
const echoProgram = fileURLToPath(new URL('./echo.js', import.meta.url));

/**
 * Starts the lab (three members, delivery ledger) on free ports and the bare echo, gives both to `measure`, and ends them whatever
 * happens, Ctrl-C included.
 * @param {(lab: BenchLab) => Promise<void>} measure
 */
export async function withBenchLab(measure) {
  const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
  const echo = spawn(process.execPath, [echoProgram], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const lab = new BenchLab(directory);
  const interrupted = new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => reject(new Error(`${signal}: ended early`)));
  });
  try {
    await Promise.race([interrupted, lab.start(echo).then(() => measure(lab))]);
  } finally {
    echo.stdin.end();
    await lab.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

export class BenchLab {
  #directory;
  #session;
  echoUrl = '';
  #echoPid = 0;

  constructor(directory) {
    this.#directory = directory;
    this.#session = `bench-${process.pid}`;
  }

  async start(echo) {
    const [line] = await Promise.all([
      firstLine(echo.stdout),
      this.distq('up', '--detach', '--isolated', '--runtime', 'jvm'),
    ]);
    this.echoUrl = line;
    this.#echoPid = echo.pid;
  }

  async stop() {
    await this.distq('down').catch((error) => console.error(error.message));
  }

  /** One run against the lab. */
  bench(...args) {
    return this.distq('bench', ...args);
  }

  /** The same against the echo. */
  benchEcho(...args) {
    return this.distq('bench', '--target', this.echoUrl, ...args);
  }

  async facadeUrl() {
    const { services } = await this.distq('status');
    const { port } = services.find(({ service }) => service === 'facade-service');
    return `http://127.0.0.1:${port}/facade`;
  }

  /** Posts a second, as that client of client-load.js gets them acknowledged. */
  async clientLoad(client, url, connections, seconds) {
    const args = [loadProgram, client, url, String(connections), String(seconds)];
    const load = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const perSecond = Number.parseInt(await textOf(load.stdout), 10);
    if (Number.isNaN(perSecond)) throw new Error(`the load with ${client} failed`);
    return perSecond;
  }

  /** Processor time that each kind of service, and the members, have taken since their start. Linux only. */
  async cpuMs() {
    const { services, members } = await this.distq('status');
    const kinds = new Map(services.map(({ service }) => [service, 0]));
    for (const { service, pid } of services) kinds.set(service, kinds.get(service) + cpuMs(pid));
    return kinds.set(
      'members',
      members.reduce((sum, { pid }) => sum + cpuMs(pid), 0),
    );
  }

  /** The same of the echo. */
  echoCpuMs() {
    return new Map([['echo', cpuMs(this.#echoPid)]]);
  }

  /** What `distq ARGS --json` printed, parsed. Exit code 1 is a judgement, not a failure: the document tells which. */
  async distq(...args) {
    const command = spawn(process.execPath, [program, ...args, '--json'], {
      cwd: this.#directory,
      env: { ...process.env, DISTQ_SESSION: this.#session },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, code] = await Promise.all([
      textOf(command.stdout),
      textOf(command.stderr),
      new Promise((resolve, reject) => command.once('error', reject).once('close', resolve)),
    ]);
    if (code !== 0 && code !== 1)
      throw new Error(`distq ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return JSON.parse(stdout);
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the echo ended before it listened');
}

async function textOf(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}
