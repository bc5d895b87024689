import type { ReadContract } from '../../protocol/client-contract.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import type { MergedAnswer } from '../contract/merged-answer.ts';
import { askInstance, type Asking } from './ask-instance.ts';
import { mergedParts } from './merged-parts.ts';

export interface MergedServices {
  /** Names in the answer, which does not name instances. */
  logging: string;
  messages: string;
}

/** Requests log and messages together, once. @throws NotReadyError if it does not answer in time, or refuses */
export async function readDescribedMerged(
  read: ReadContract,
  url: URL,
  {
    timeoutMs,
    signal,
    asking,
    services,
  }: {
    timeoutMs: number;
    signal: AbortSignal;
    asking: Asking;
    services: MergedServices;
  },
): Promise<MergedAnswer> {
  const instance = { name: read.service, port: Number(url.port) };
  const { body, tokens } = await withJoinedSignal({ signals: [signal], timeoutMs }, (bound) =>
    askInstance('merged', read, instance, { ...asking, signal: bound }),
  );
  const parts = mergedParts(body);
  const textsIn = (texts: string[]): string[] => {
    const known = texts
      .flatMap((text) => asking.tokens.findAll(text))
      .map((token) => asking.tokens.textOf(token));
    return known.length === 0 ? texts : known;
  };
  return {
    logging: { instance: services.logging, messages: textsIn(parts?.logging ?? []) },
    messages: { instance: services.messages, messages: textsIn(parts?.messages ?? []) },
    ...(parts === undefined ? { whole: tokens.length === 0 ? body : textsIn([body]).join('\n') } : {}),
  };
}
