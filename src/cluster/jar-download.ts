import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, interceptors, request, type Dispatcher } from 'undici';
import { MachineLacksError, messageOf } from '../shared/errors.ts';
import { moveIntoPlace, removeLeftovers, temporaryBeside } from './atomic-file.ts';

export interface Download {
  url: string;
  target: string;
  sha256: string;
  env: NodeJS.ProcessEnv;
  progress: (text: string) => void;
  /** Given up after this long without a byte. */
  stallTimeoutMs: number;
  /** What to do if it can't be had, for the error. */
  remedy: string;
  signal?: AbortSignal | undefined;
}

/**
 * Streams the file to a temporary name beside the target, hashing it on the way, and renames it once the hash is
 * right: two processes at once are safe, and the target is complete or not there.
 * @throws MachineLacksError if it can't be had or its hash is another; the signal's reason if aborted.
 */
export async function download(options: Download): Promise<void> {
  const temporary = await temporaryBeside(options.target);
  await removeLeftovers(dirname(options.target));
  const agent = proxyAwareAgent(options.env, options.stallTimeoutMs);
  try {
    const sha256 = await fetchInto(
      temporary,
      agent.compose(interceptors.redirect({ maxRedirections: 5 })),
      options,
    );
    if (sha256 !== options.sha256) {
      throw new MachineLacksError(
        `${options.url} has SHA-256 ${sha256}, expected ${options.sha256}; it was not kept`,
        { hint: options.remedy },
      );
    }
    await moveIntoPlace(temporary, options.target);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof MachineLacksError) throw error;
    throw new MachineLacksError(
      `could not download ${options.url}: ${describe(error, options.stallTimeoutMs)}`,
      {
        hint: options.remedy,
        cause: error,
      },
    );
  } finally {
    await rm(temporary, { force: true });
    await agent.destroy();
  }
}

async function fetchInto(temporary: string, dispatcher: Dispatcher, options: Download): Promise<string> {
  const response = await request(options.url, { dispatcher, signal: options.signal ?? null });
  if (response.statusCode !== 200) {
    response.body.on('error', () => undefined).destroy();
    throw new Error(`the server answered ${response.statusCode}`);
  }
  const expectedBytes = Number(response.headers['content-length']);
  const hash = createHash('sha256');
  await pipeline(
    bodyOf(response),
    observed((chunk, receivedBytes) => {
      hash.update(chunk);
      options.progress(progressText(receivedBytes, expectedBytes));
    }),
    createWriteStream(temporary, { flags: 'wx' }),
    { signal: options.signal },
  );
  return hash.digest('hex');
}

function bodyOf(response: Dispatcher.ResponseData): Readable {
  return response.body;
}

function observed(see: (chunk: Buffer, receivedBytes: number) => void): Transform {
  let receivedBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      receivedBytes += chunk.length;
      see(chunk, receivedBytes);
      done(null, chunk);
    },
  });
}

function progressText(receivedBytes: number, expectedBytes: number): string {
  if (!(expectedBytes > 0)) return `downloading Hazelcast: ${(receivedBytes / 1e6).toFixed(1)} MB`;
  return `downloading Hazelcast: ${Math.floor((receivedBytes / expectedBytes) * 100)} % of ${(expectedBytes / 1e6).toFixed(0)} MB`;
}

function proxyAwareAgent(env: NodeJS.ProcessEnv, stallTimeoutMs: number): EnvHttpProxyAgent {
  const value = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  return new EnvHttpProxyAgent({
    httpProxy: value('HTTP_PROXY'),
    httpsProxy: value('HTTPS_PROXY'),
    noProxy: value('NO_PROXY'),
    connect: { timeout: stallTimeoutMs },
    headersTimeout: stallTimeoutMs,
    bodyTimeout: stallTimeoutMs,
  });
}

function describe(error: unknown, stallTimeoutMs: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') {
    return `nothing came for ${stallTimeoutMs} ms`;
  }
  return messageOf(error) || String(code);
}
