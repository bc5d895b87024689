import type { Readable } from 'node:stream';
import { Client } from 'undici';
import { NothingRunningError } from '../foundation/errors/errors.ts';
import type { RunClaim, RunHolder } from './contract.ts';
import { claimLine } from './messages.ts';
import { readLines } from './read-lines.ts';
import { parseAnswer, sendRequest } from './request.ts';

/** Names the run whose action a request is. */
export const claimHeader = 'distq-claim';

const answerMs = 30_000;

/**
 * Claims a session for a run over a connection that stays open: the claim ends with it, so with this process, however that ends.
 * @throws SessionHeldError where it is refused; NothingRunningError where there is no answer
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

/** An explicit request, not only a disconnection, so that the session is free once this returns. */
async function releaseRemotely(socket: string, id: string): Promise<void> {
  const client = connect(socket);
  try {
    const { body } = await sendRequest(client, post('/release'), { id });
    await body.dump();
  } catch {
    // There is no answer any more: then there is no claim either, or it ends with its connection.
  } finally {
    await client.destroy();
  }
}

async function* claimLines(body: Readable) {
  for await (const line of readLines(body)) yield parseAnswer(JSON.parse(line), claimLine);
}

/** Settles with the line that announces the end, or with the connection. */
async function untilOver(lines: ReturnType<typeof claimLines>): Promise<void> {
  try {
    await lines.next();
  } catch {
    // How the connection ended makes no difference.
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
