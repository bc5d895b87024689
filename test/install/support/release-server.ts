import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A stand-in for the executable: what the installer does with it is the same. */
export function program(version: string, padding = ''): string {
  return `#!/bin/sh\necho "distq/${version} stand-in"\n# ${padding}\n`;
}

/** What releases are packed with, by processor. */
const filters = { x64: '--x86', arm64: '--arm64' };

/** Without the .tar.xz where this system has no xz, or one without that filter. */
async function archivesOf(text: string, filter: string): Promise<Map<string, Buffer>> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-archive-'));
  try {
    await writeFile(join(directory, 'distq'), text, { mode: 0o755 });
    await execa('tar', ['-cf', 'distq.tar', 'distq'], { cwd: directory });
    const plain = await readFile(join(directory, 'distq.tar'));
    const archives = new Map([['tar.gz', gzipSync(plain)]]);
    const options = [filter, '--lzma2=preset=9e,dict=64MiB'];
    const xz = await execa('xz', options, { input: plain, encoding: 'buffer', reject: false });
    if (!xz.failed) archives.set('tar.xz', Buffer.from(xz.stdout));
    return archives;
  } finally {
    await rm(directory, { recursive: true });
  }
}

function sumLine(archive: Buffer, name: string): string {
  return `${createHash('sha256').update(archive).digest('hex')}  ${name}\n`;
}

/** Serves the files of releases at an address of their own, as GitHub does. */
export class ReleaseServer {
  readonly files = new Map<string, Buffer | string>();
  /** Paths of which only the first half is sent before the connection is cut. */
  readonly cut = new Set<string>();
  /** Names of the archives that were asked for. */
  readonly archivesTaken: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url = '' }, response) => {
      const content = this.files.get(url);
      if (/\.tar\.\w+$/.test(url)) this.archivesTaken.push(basename(url));
      if (content === undefined) {
        response.writeHead(404).end('not found');
        return;
      }
      const bytes = Buffer.from(content);
      response.writeHead(200, { 'content-length': bytes.length });
      if (!this.cut.has(url)) response.end(bytes);
      else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    });
  }

  static async start(): Promise<ReleaseServer> {
    const server = new ReleaseServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get address(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the server does not listen');
    return `http://127.0.0.1:${bound.port}/releases`;
  }

  /** @param path latest/download or download/vX */
  async publish(path: string, version: string, padding = ''): Promise<void> {
    const sums: string[] = [];
    for (const [arch, filter] of Object.entries(filters)) {
      for (const [suffix, archive] of await archivesOf(program(version, padding), filter)) {
        const name = `distq-linux-${arch}.${suffix}`;
        this.files.set(`/releases/${path}/${name}`, archive);
        sums.push(sumLine(archive, name));
      }
    }
    this.files.set(`/releases/${path}/SHA256SUMS`, sums.join(''));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
