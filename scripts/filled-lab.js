// A lab of its own for benches: free ports, a directory that is removed, and as much heap as asked for.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from './free-ports.js';

const program = fileURLToPath(new URL('../bin/distq.js', import.meta.url));
const batch = 5_000;

export class FilledLab {
  #directory;
  #sent = 0;

  constructor(directory) {
    this.#directory = directory;
  }

  /** @param {{ cluster?: object, retention?: object, delivery?: string }} settings beside the lab's own */
  static async start({ cluster = {}, ...settings } = {}) {
    const directory = await mkdtemp(join(tmpdir(), 'distq-bench-'));
    const [config, facade, members, logging, messages] = split(await freePorts(10), [1, 1, 3, 3, 2]);
    const topology = {
      name: 'bench',
      ...settings,
      cluster: {
        ...cluster,
        members: members.map((port, index) => ({ name: `hazelcast-node${index + 1}`, port })),
      },
      services: {
        'config-server': { ports: config },
        'logging-service': { ports: logging, dependsOn: ['config-server', 'cluster'] },
        'messages-service': { ports: messages, dependsOn: ['config-server', 'cluster'] },
        'facade-service': { ports: facade, dependsOn: ['config-server', 'cluster', 'logging-service'] },
      },
    };
    // JSON is YAML.
    await writeFile(join(directory, 'bench.yaml'), JSON.stringify(topology));
    const lab = new FilledLab(directory);
    lab.#run('up', '--detach', '--runtime', 'jvm', '-t', './bench.yaml');
    return lab;
  }

  status() {
    return JSON.parse(this.#run('status'));
  }

  /** Address of the first instance of a service. */
  address(service) {
    return `http://127.0.0.1:${this.status().services.find((each) => each.service === service).port}`;
  }

  /** Posts until so many were posted altogether, some batches at a time. */
  async postUpTo(total, { underWay = 2, text = (number) => `msg${number}` } = {}) {
    const url = `${this.address('facade-service')}/facade/batch`;
    const writer = async () => {
      while (this.#sent < total) {
        const count = Math.min(batch, total - this.#sent);
        const first = this.#sent + 1;
        this.#sent += count;
        const lines = Array.from({ length: count }, (_, index) =>
          JSON.stringify({ msg: text(first + index) }),
        );
        await postBatch(url, lines);
      }
    };
    await Promise.all(Array.from({ length: underWay }, writer));
  }

  /** Waits until the queue is empty. */
  async drained({ timeoutMs = 600_000 } = {}) {
    const endMs = performance.now() + timeoutMs;
    while (performance.now() < endMs) {
      if (this.status().queue.size === 0) return;
      await sleep(500);
    }
    throw new Error(`the queue is not empty after ${timeoutMs} ms`);
  }

  async stop() {
    this.#run('down');
    await rm(this.#directory, { recursive: true });
  }

  #run(...args) {
    return execFileSync(process.execPath, [program, ...args, '--json'], {
      cwd: this.#directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
    });
  }
}

/** Posts lines; those that are refused because something is busy, again. Of a 504 nothing is known: it is left as it is. */
async function postBatch(url, lines) {
  for (let tries = 0; lines.length > 0; tries++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    });
    const text = await response.text();
    if (response.status !== 200 && response.status !== 503)
      throw new Error(`HTTP ${response.status}: ${text}`);
    if (response.status === 200) {
      const statuses = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).status);
      const strange = statuses.find((status) => ![200, 201, 503, 504].includes(status));
      if (strange !== undefined) throw new Error(`a message was answered ${strange}`);
      lines = lines.filter((_, index) => statuses[index] === 503);
    }
    if (tries > 200) throw new Error(`${lines.length} messages are still refused`);
    if (lines.length > 0) await sleep(200);
  }
}

function split(items, sizes) {
  let from = 0;
  return sizes.map((size) => items.slice(from, (from += size)));
}
