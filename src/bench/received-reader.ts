import { request } from 'undici';
import { z } from 'zod';
import { NotReadyError, messageOf } from '../shared/errors.ts';

const timeoutMs = 30_000;
const shown = z.array(z.object({ msg: z.string() }));

/**
 * Hands over the texts that an instance of messages-service shows, all of them.
 * @throws NotReadyError if it does not answer.
 */
export async function readReceived(
  { name, port }: { name: string; port: number },
  onText: (text: string) => void,
): Promise<void> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/messages/received`, {
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const answer = await body.json();
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    for (const { msg } of shown.parse(answer)) onText(msg);
  } catch (error) {
    throw new NotReadyError(`${name} does not tell what it received: ${messageOf(error)}`, { cause: error });
  }
}
