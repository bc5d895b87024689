import type { ServiceStatus } from '../../control/contract.ts';
import type { ReadContract } from '../../protocol/client-contract.ts';
import type { KeptAnswer } from '../contract/kept-answer.ts';
import type { MessageRef } from '../contract/message-ref.ts';
import type { MessageSets } from '../contract/message-sets.ts';
import type { Asking } from './ask-instance.ts';
import { isOf } from './is-of.ts';

/** What consumers show, found by tokens in their answers. */
export class DescribedSets implements MessageSets {
  readonly #read: ReadContract;
  readonly #asking: Asking;
  /** By instance; what a destructive GET has shown is shown by no later one. */
  readonly #shown = new Map<string, MessageRef[]>();

  constructor(read: ReadContract, asking: Asking) {
    this.#read = read;
    this.#asking = asking;
    if (read.read !== 'pure') this.known = () => Object.fromEntries(this.#shown);
  }

  running({ services }: { services: ServiceStatus[] }): ServiceStatus[] {
    return services.filter((instance) => isOf(instance, this.#read.service) && instance.pid !== null);
  }

  readonly known?: () => Record<string, MessageRef[]>;

  async *pages(instance: ServiceStatus, { signal, find }: Parameters<MessageSets['pages']>[1] = {}) {
    // Imported at the first use: loading undici takes longer than reading all scenarios.
    const { askInstance } = await import('./ask-instance.ts');
    const answer = await askInstance('received', this.#read, instance, { ...this.#asking, signal });
    const now = this.#refsIn(answer, find);
    const earlier = this.#read.read === 'destructive' ? (this.#shown.get(instance.name) ?? []) : [];
    const messages = [...earlier, ...now];
    this.#shown.set(instance.name, messages);
    yield { messages, position: undefined };
  }

  #refsIn({ body, tokens }: KeptAnswer, find: ((body: string) => string[]) | undefined): MessageRef[] {
    if (find !== undefined) return find(body).map((msg) => ({ uuid: null, msg }));
    return tokens.map((token) => ({ uuid: token, msg: this.#asking.tokens.textOf(token) }));
  }
}
