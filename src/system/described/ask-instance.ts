import { Agent, request } from 'undici';
import type { ServiceStatus } from '../../control/contract.ts';
import { NotReadyError, messageOf } from '../../foundation/errors/errors.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import type { ReadContract, ReadName } from '../../protocol/client-contract.ts';
import type { KeptAnswer } from '../contract/kept-answer.ts';
import type { Tokens } from '../contract/tokens.ts';

const timeoutMs = 30_000;
const host = '127.0.0.1';

export interface Asking {
  tokens: Tokens;
  /** Called with every answer, whatever its status. */
  onAnswer: (answer: KeptAnswer) => void;
}

/**
 * Sends one GET, and never a second one: it may take messages.
 * @throws NotReadyError if there is no answer, or its status is not 2xx
 */
export async function askInstance(
  what: ReadName,
  { path }: ReadContract,
  { name, port }: Pick<ServiceStatus, 'name' | 'port'>,
  { tokens, onAnswer, signal }: Asking & { signal: AbortSignal | undefined },
): Promise<KeptAnswer> {
  const address = `http://${host}:${port}${path}`;
  // A connection of its own: a server may close an idle one at the moment of the request.
  const dispatcher = new Agent({ pipelining: 0 });
  let answer: KeptAnswer;
  try {
    const { statusCode: status, body } = await request(address, {
      dispatcher,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await body.text();
    answer = {
      at: new Date().toISOString(),
      what,
      instance: name,
      status,
      body: text,
      tokens: tokens.findAll(text),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw new NotReadyError(`${name} did not answer GET ${address}: ${messageOf(error)}`, { cause: error });
  } finally {
    await dispatcher.destroy();
  }
  onAnswer(answer);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new NotReadyError(
    `GET ${address} of ${name} answered ${answer.status}: ${shortText(answer.body, 300)}`,
  );
}
