import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, interceptors, request, type Dispatcher } from 'undici';
import { MachineLacksError, messageOf } from '../../../foundation/errors/errors.ts';
import { moveIntoPlace, removeLeftovers, temporaryBeside } from '../cache/atomic-file.ts';
import { withJoinedSignal } from '../../../foundation/async/joined-signal.ts';
import { untilAborted } from '../../../foundation/async/until-aborted.ts';

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
  const temporary = temporaryBeside(options.target);
  await removeLeftovers(dirname(options.target));
  const agent = proxyAwareAgent(options.env);
  const stall = stallWatch(options.stallTimeoutMs);
  try {
    const sha256 = await withJoinedSignal({ signals: [stall.signal, options.signal] }, (signal) =>
      // A proxy that hangs up keeps the client trying, deaf to the signal.
      untilAborted(fetchInto(temporary, agent, options, signal, stall.progressed), signal),
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
    const reason = stall.signal.aborted ? `nothing came for ${options.stallTimeoutMs} ms` : describe(error);
    throw new MachineLacksError(`could not download ${options.url}: ${reason}`, {
      hint: options.remedy,
      cause: error,
    });
  } finally {
    stall.end();
    await rm(temporary, { force: true });
    agent.destroy().catch(() => undefined);
  }
}

async function fetchInto(
  temporary: string,
  agent: Dispatcher,
  options: Download,
  signal: AbortSignal,
  progressed: () => void,
): Promise<string> {
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: 5 }));
  const response = await request(options.url, { dispatcher, signal });
  if (response.statusCode !== 200) {
    response.body.on('error', () => undefined).destroy();
    throw new Error(`the server answered ${response.statusCode}`);
  }
  const expectedBytes = Number(response.headers['content-length']);
  const hash = createHash('sha256');
  let told = '';
  await pipeline(
    response.body,
    observed((chunk, receivedBytes) => {
      progressed();
      hash.update(chunk);
      const text = progressText(receivedBytes, expectedBytes);
      if (text !== told) options.progress(text);
      told = text;
    }),
    createWriteStream(temporary, { flags: 'wx' }),
    { signal },
  );
  return hash.digest('hex');
}

interface StallWatch {
  /** Aborts once nothing has progressed for the time given. */
  signal: AbortSignal;
  progressed: () => void;
  end: () => void;
}

/** One bound for name look-up, proxy, connection, answer and body; the client has none for a proxy that hangs up. */
function stallWatch(timeoutMs: number): StallWatch {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, timeoutMs);
  return {
    signal: controller.signal,
    progressed: () => timer.refresh(),
    end: () => {
      clearTimeout(timer);
    },
  };
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
  if (!(expectedBytes > 0)) return `downloading Hazelcast: ${Math.floor(receivedBytes / 5e6) * 5} MB`;
  // In steps of ten: each may become a line of a log.
  const percent = Math.floor((receivedBytes / expectedBytes) * 10) * 10;
  return `downloading Hazelcast: ${percent} % of ${(expectedBytes / 1e6).toFixed(0)} MB`;
}

function proxyAwareAgent(env: NodeJS.ProcessEnv): EnvHttpProxyAgent {
  const value = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  return new EnvHttpProxyAgent({
    httpProxy: value('HTTP_PROXY'),
    httpsProxy: value('HTTPS_PROXY'),
    noProxy: value('NO_PROXY'),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return messageOf(error) || code;
}
