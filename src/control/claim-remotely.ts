import type { Readable } from 'node:stream';
import { Client } from 'undici';
import { NothingRunningError } from '../foundation/errors/errors.ts';
import type { RunClaim, RunHolder } from './contract.ts';
import { claimLine } from './messages.ts';
import { readLines } from './read-lines.ts';
import { parseAnswer, sendRequest } from './request.ts';

/** Names the run to which a request belongs. */
export const claimHeader = 'distq-claim';

const answerMs = 30_000;

/**
 * Claims a session for a run over a connection that stays open. The claim ends when the connection closes, so it cannot
 * outlive this process.
 * @throws SessionHeldError if it is refused; NothingRunningError if there is no answer
 */
export async function claimRemotely(socket: string, run: Pick<RunHolder, 'what' | 'pid'>): Promise<RunClaim> {
  const client = connect(socket);
  try {
    const { body } = await sendRequest(client, post('/claim'), run);
    const lines = claimLines(body);
    const first = await lines.next();
    if (first.done === true || !('id' in first.value)) throw endedUnder(run.what);
    const { id } = first.value;
    const ended = new AbortController();
    let released = false;
    void untilOver(lines).then(() => {
      if (!released) ended.abort(endedUnder(run.what));
    });
    return {
      id,
      ended: ended.signal,
      release: async () => {
        if (released) return;
        released = true;
        await releaseRemotely(socket, id);
        await client.destroy();
      },
    };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

/** An explicit request, so that the session is free when this returns; a closed connection is noticed later. */
async function releaseRemotely(socket: string, id: string): Promise<void> {
  const client = connect(socket);
  try {
    const { body } = await sendRequest(client, post('/release'), { id });
    await body.dump();
  } catch {
    // Without an answer there is no claim any more, or it ends with its connection.
  } finally {
    await client.destroy();
  }
}

async function* claimLines(body: Readable) {
  for await (const line of readLines(body)) yield parseAnswer(JSON.parse(line), claimLine);
}

/** Settles when the line that announces the end arrives, or when the connection ends. */
async function untilOver(lines: ReturnType<typeof claimLines>): Promise<void> {
  try {
    await lines.next();
  } catch {
    // It does not matter how the connection ended.
  }
}

function connect(socket: string): Client {
  return new Client('http://distq', { socketPath: socket, headersTimeout: answerMs, bodyTimeout: 0 });
}

function post(path: string) {
  return { method: 'POST', path } as const;
}

function endedUnder(what: string): NothingRunningError {
  return new NothingRunningError(`the session ended while ${what} ran in it, so there is no verdict`, {
    hint: 'it was stopped (`distq down`), or its supervisor died; start it again: distq up --detach',
  });
}
