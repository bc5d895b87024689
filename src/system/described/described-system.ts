import type { SessionStatus } from '../../control/contract.ts';
import type { ClientContract } from '../../protocol/client-contract.ts';
import type { KeptAnswer } from '../contract/kept-answer.ts';
import { requireAbility } from '../contract/require-ability.ts';
import type { System } from '../contract/system.ts';
import { describedLoadPost } from './described-load-post.ts';
import { DescribedSets } from './described-sets.ts';
import { isOf } from './is-of.ts';
import { RunTokens } from './run-tokens.ts';

export interface DescribedOptions {
  /** Called with every answer to a GET. */
  onAnswer?: (answer: KeptAnswer) => void;
  /** Six characters in each token, for tests; default: random. */
  mark?: string;
}

/**
 * Services that a topology describes (`client`). They are asked black-box: messages are known by unique tokens in their
 * texts, and nothing is posted twice. HTTP clients are imported at their first use: loading undici takes longer than
 * reading all scenarios.
 */
export function describedSystem(
  contract: ClientContract,
  { onAnswer = () => undefined, mark }: DescribedOptions = {},
): System {
  const { post, received, log, merged } = contract;
  const tokens = new RunTokens(mark);
  const asking = { tokens, onAnswer };
  const ask: System['ask'] = async (what, instance, signal) => {
    const { askInstance } = await import('./ask-instance.ts');
    const read = requireAbility(contract[what], `\`${what}\``);
    return askInstance(what, read, instance, { ...asking, signal });
  };
  const postAddress = (url: URL) => (url.pathname === '/' ? new URL(post.path, url) : url);
  return {
    tokens,
    drainMs: contract.drainMs,
    readModes: Object.fromEntries(
      (['received', 'log', 'merged'] as const).flatMap((name) => {
        const read = contract[name]?.read;
        return read === undefined ? [] : [[name, read]];
      }),
    ),
    ask,
    postAddress,
    openPoster: async (options) => {
      const { DescribedPoster } = await import('./described-poster.ts');
      return new DescribedPoster(post, postAddress(options.url), options);
    },
    takesKeys: post.key !== undefined,
    loadPost: (url, sizeBytes) => describedLoadPost(post, postAddress(url), sizeBytes),
    ...(received === undefined ? {} : { received: new DescribedSets(received, asking) }),
    ...(log === undefined
      ? {}
      : {
          readLog: async (status: SessionStatus, signal: AbortSignal) => {
            const running = status.services.filter(
              (instance) => isOf(instance, log.service) && instance.pid !== null,
            );
            const read = running.map(async (instance) => {
              const answer = await ask('log', instance, signal);
              return [instance.name, answer.tokens.map((token) => tokens.textOf(token))] as const;
            });
            return Object.fromEntries(await Promise.all(read));
          },
        }),
    ...(merged === undefined
      ? {}
      : {
          mergedAddress: ({ services }: Pick<SessionStatus, 'services'>) => {
            const first = services.find((instance) => isOf(instance, merged.service));
            return first === undefined ? undefined : new URL(`http://127.0.0.1:${first.port}`);
          },
          readMerged: async (url: URL, timeoutMs: number, signal: AbortSignal) => {
            const { readDescribedMerged } = await import('./read-described-merged.ts');
            const services = {
              logging: log?.service ?? 'logging-service',
              messages: received?.service ?? 'messages-service',
            };
            return readDescribedMerged(merged, url, { timeoutMs, signal, asking, services });
          },
        }),
  };
}
