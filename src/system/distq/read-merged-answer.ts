import { z } from 'zod';
import type { MergedAnswer } from '../contract/merged-answer.ts';

const part = z.object({ instance: z.string(), messages: z.array(z.string()) });
const structured = z.object({ logging: part, messages: part });
const plain = z.tuple([partLine('logging-service'), partLine('messages-service')]);

/**
 * Parses the body of GET /facade in either form (docs/http.md). The plain form names services instead of instances.
 * @returns undefined if it has neither form
 */
export function readMergedAnswer(body: string): MergedAnswer | undefined {
  const json = parseJson(body);
  const answer = structured.safeParse(json);
  if (answer.success) return answer.data;
  const lines = plain.safeParse(json);
  if (!lines.success) return undefined;
  const [logging, messages] = lines.data;
  return { logging, messages };
}

/** Matches `SERVICE: [...]` and a line break. */
function partLine(service: string) {
  const begin = `${service}: `;
  return z
    .string()
    .startsWith(begin)
    .transform((line) => ({ instance: service, messages: parseJson(line.slice(begin.length)) }))
    .pipe(part);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
