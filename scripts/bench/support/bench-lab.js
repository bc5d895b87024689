import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { anyDocument, benchDocument, statusDocument } from './documents.js';
import { startEcho } from './start-echo.js';
import { cpuMs } from './process-figures.js';
import { program } from '../../shared/program.js';
import { sumOf } from './sum-of.js';

const loadProgram = fileURLToPath(new URL('./client-load.js', import.meta.url));

/**
 * Starts the lab (three members, delivery ledger) on free ports and the bare echo, passes both to `measure`, and always
 * ends them, even after Ctrl-C.
 * @param {(lab: BenchLab) => Promise<void>} measure
 * @param {string} [topology] text of a topology file; default: the lab
 */
export async function withBenchLab(measure, topology) {
  const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
  const echo = startEcho();
  const lab = new BenchLab(directory, echo);
  const interrupted = new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => {
        reject(new Error(`${signal}: ended early`));
      });
  });
  try {
    await Promise.race([interrupted, lab.start(topology).then(() => measure(lab))]);
  } finally {
    echo.stop();
    await lab.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

export class BenchLab {
  #directory;
  #echo;
  #session = `bench-${process.pid}`;
  echoUrl = '';

  /**
   * @param {string} directory
   * @param {import('./start-echo.js').Echo} echo
   */
  constructor(directory, echo) {
    this.#directory = directory;
    this.#echo = echo;
  }

  /** @param {string} [topology] */
  async start(topology) {
    const file = './bench.yaml';
    if (topology !== undefined) await writeFile(join(this.#directory, file), topology);
    const from = topology === undefined ? [] : ['--topology', file];
    const [echoUrl] = await Promise.all([
      this.#echo.url,
      this.distq(anyDocument, 'up', '--detach', '--isolated', '--runtime', 'jvm', ...from),
    ]);
    this.echoUrl = echoUrl;
  }

  async stop() {
    await this.distq(anyDocument, 'down').catch((/** @type {unknown} */ error) => {
      console.error(error);
    });
  }

  /**
   * One run against the lab.
   * @param {string[]} args
   */
  bench(...args) {
    return this.distq(benchDocument, 'bench', ...args);
  }

  /**
   * The same run against the echo.
   * @param {string[]} args
   */
  benchEcho(...args) {
    return this.distq(benchDocument, 'bench', '--target', this.echoUrl, ...args);
  }

  status() {
    return this.distq(statusDocument, 'status');
  }

  async facadeUrl() {
    const { services } = await this.status();
    const facade = services.find(({ service }) => service === 'facade-service');
    if (facade === undefined) throw new Error('the lab has no facade');
    return `http://127.0.0.1:${facade.port}/facade`;
  }

  /**
   * Acknowledged posts per second of a client of client-load.js.
   * @param {string} client
   * @param {string} url
   * @param {number} connections
   * @param {number} seconds
   */
  async clientLoad(client, url, connections, seconds) {
    const args = [loadProgram, client, url, String(connections), String(seconds)];
    const load = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const perSecond = Number.parseInt(await text(load.stdout), 10);
    if (Number.isNaN(perSecond)) throw new Error(`the load with ${client} failed`);
    return perSecond;
  }

  /** CPU time of each kind of service, and of the members, since their start. Linux only. */
  async cpuMs() {
    const { services, members } = await this.status();
    /** @type {Map<string, number>} */
    const kinds = new Map();
    for (const { service, pid } of services) kinds.set(service, (kinds.get(service) ?? 0) + cpuMs(pid));
    return kinds.set(
      'members',
      sumOf(members, ({ pid }) => cpuMs(pid)),
    );
  }

  /** The same for the echo. */
  echoCpuMs() {
    return new Map([['echo', cpuMs(this.#echo.pid)]]);
  }

  /**
   * The output of `distq ARGS --json`. Exit code 1 is a verdict, not an error: the document shows which one.
   * @template T
   * @param {import('zod').ZodType<T>} schema
   * @param {string[]} args
   * @returns {Promise<T>}
   */
  async distq(schema, ...args) {
    const command = spawn(process.execPath, [program, ...args, '--json'], {
      cwd: this.#directory,
      env: { ...process.env, DISTQ_SESSION: this.#session },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, 'close'),
    ]);
    const { exitCode, signalCode } = command;
    if (exitCode !== 0 && exitCode !== 1)
      throw new Error(
        `distq ${args.join(' ')} ended with ${exitCode ?? signalCode ?? 'nothing'}\n${stdout}${stderr}`,
      );
    return schema.parse(JSON.parse(stdout));
  }
}
