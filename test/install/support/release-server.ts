import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A stand-in for the executable: what the installer does with it is the same. */
export function program(version: string, padding = ''): string {
  return `#!/bin/sh\necho "distq/${version} stand-in"\n# ${padding}\n`;
}

/** The archive of a release. */
async function archiveOf(text: string): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'distq-archive-'));
  try {
    await writeFile(join(directory, 'distq'), text, { mode: 0o755 });
    await execa('tar', ['-cf', 'distq.tar', 'distq'], { cwd: directory });
    return gzipSync(await readFile(join(directory, 'distq.tar')));
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
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(({ url = '' }, response) => {
      const content = this.files.get(url);
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
    const archive = await archiveOf(program(version, padding));
    for (const arch of ['x64', 'arm64'])
      this.files.set(`/releases/${path}/distq-linux-${arch}.tar.gz`, archive);
    const sums = ['x64', 'arm64'].map((arch) => sumLine(archive, `distq-linux-${arch}.tar.gz`));
    this.files.set(`/releases/${path}/SHA256SUMS`, sums.join(''));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
