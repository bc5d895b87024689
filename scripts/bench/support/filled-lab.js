import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusDocument } from './documents.js';
import { freePorts } from './free-ports.js';
import { postBatch } from './post-batch.js';
import { program } from '../../shared/program.js';

const batch = 5_000;
/** Number of simultaneous batches. */
const writers = 2;
const drainTimeoutMs = 600_000;

/** A lab for benchmarks: free ports, a directory that is removed, and a heap of the given size. */
export class FilledLab {
  #directory;
  #sent = 0;

  /** @param {string} directory */
  constructor(directory) {
    this.#directory = directory;
  }

  /**
   * @param {{ cluster?: { heapMb: number }, retention?: { shownMb: number } }} [settings] in addition to the lab's own
   */
  static async start(settings = {}) {
    const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
    // JSON is YAML.
    await writeFile(join(directory, 'bench.yaml'), JSON.stringify(topologyOf(await freePorts(10), settings)));
    const lab = new FilledLab(directory);
    lab.#run('up', '--detach', '--runtime', 'jvm', '-t', './bench.yaml');
    return lab;
  }

  status() {
    return statusDocument.parse(JSON.parse(this.#run('status')));
  }

  /**
   * Address of the first instance of a service.
   * @param {string} service
   */
  address(service) {
    const instance = this.status().services.find((each) => each.service === service);
    if (instance === undefined) throw new Error(`the lab has no ${service}`);
    return `http://127.0.0.1:${instance.port}`;
  }

  /**
   * Posts until this many messages were posted in total, several batches at a time.
   * @param {number} total
   */
  async postUpTo(total) {
    const url = `${this.address('facade-service')}/facade/batch`;
    const writer = async () => {
      while (this.#sent < total) {
        const count = Math.min(batch, total - this.#sent);
        const first = this.#sent + 1;
        this.#sent += count;
        const lines = Array.from({ length: count }, (_, index) =>
          JSON.stringify({ msg: `msg${first + index}` }),
        );
        await postBatch(url, lines);
      }
    };
    await Promise.all(Array.from({ length: writers }, writer));
  }

  /** Waits until the queue is empty. */
  async drained() {
    const endMs = performance.now() + drainTimeoutMs;
    while (performance.now() < endMs) {
      if (this.status().queue.size === 0) return;
      await sleep(500);
    }
    throw new Error(`the queue is not empty after ${drainTimeoutMs} ms`);
  }

  async stop() {
    this.#run('down');
    await rm(this.#directory, { recursive: true });
  }

  /** @param {string[]} args */
  #run(...args) {
    return execFileSync(process.execPath, [program, ...args, '--json'], {
      cwd: this.#directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
    });
  }
}

/**
 * @param {number[]} ports ten of them
 * @param {{ cluster?: { heapMb: number }, retention?: { shownMb: number } }} settings
 */
function topologyOf(ports, { cluster, ...settings }) {
  return {
    name: 'bench',
    ...settings,
    cluster: {
      ...cluster,
      members: ports.slice(0, 3).map((port, index) => ({ name: `hazelcast-node${index + 1}`, port })),
    },
    services: {
      'config-server': { ports: ports.slice(3, 4) },
      'logging-service': { ports: ports.slice(4, 7), dependsOn: ['config-server', 'cluster'] },
      'messages-service': { ports: ports.slice(7, 9), dependsOn: ['config-server', 'cluster'] },
      'facade-service': {
        ports: ports.slice(9),
        dependsOn: ['config-server', 'cluster', 'logging-service'],
      },
    },
  };
}
