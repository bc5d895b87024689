import type { Poster } from '../../../src/services/facade/poster.ts';
import { ClientMessage, type Attempt, type Heard } from './client-message.ts';
import type { Environment } from './environment.ts';
import type { Process } from './process.ts';

export interface RunningFacade {
  process: Process;
  poster: Poster;
}

interface ClientsDeps {
  environment: Environment;
  /** One that is up, by chance. */
  facade: () => RunningFacade | undefined;
}

const mostAttempts = 8;

/** Post messages, some together, and those that have a key again when they are not acknowledged, and sometimes when they are. */
export class Clients {
  readonly messages: ClientMessage[] = [];
  readonly #deps: ClientsDeps;
  readonly #byText = new Map<string, ClientMessage>();
  readonly #underWay = new Map<Process, Set<(answer: 'broken') => void>>();
  #planned = 0;

  constructor(deps: ClientsDeps) {
    this.#deps = deps;
  }

  /** Nothing is under way, and nothing more is planned. */
  get areDone(): boolean {
    return this.#planned === 0 && this.messages.every(({ isUnderWay }) => !isUnderWay);
  }

  byText(text: string): ClientMessage | undefined {
    return this.#byText.get(text.replace(/ again$/, ''));
  }

  /** Plans posts within that time. */
  begin(posts: number, withinMs: number): void {
    const { random } = this.#deps.environment;
    for (let post = 0; post < posts; post += 1) {
      const together = Array.from({ length: random.oneOf([1, 1, 1, 2, 4]) }, () => this.#newMessage());
      this.#plan(random.between(0, withinMs), together);
    }
  }

  /** Every connection to it breaks. */
  lose(process: Process): void {
    for (const answer of this.#underWay.get(process) ?? []) answer('broken');
    this.#underWay.delete(process);
  }

  #newMessage(): ClientMessage {
    const { random } = this.#deps.environment;
    const key = random.oneOf([undefined, undefined, random.uuid(), random.groupUuid()]);
    const message = new ClientMessage({
      text: `m${this.messages.length}`,
      key,
      isPersistent: random.chance(0.6),
    });
    this.messages.push(message);
    this.#byText.set(message.text, message);
    return message;
  }

  #plan(delayMs: number, messages: readonly ClientMessage[]): void {
    this.#planned += 1;
    this.#deps.environment.timeline.at(delayMs, () => {
      this.#planned -= 1;
      this.#post(messages);
    });
  }

  #post(messages: readonly ClientMessage[]): void {
    const { environment, facade } = this.#deps;
    const { timeline, random, trace } = environment;
    const to = facade();
    if (to === undefined) {
      this.#plan(200, messages);
      return;
    }
    const submissions = messages.map(({ key, text, attempts }) => ({
      key,
      msg: attempts.length > 0 && random.chance(0.15) ? `${text} again` : text,
    }));
    trace.add(
      () =>
        `client posts to ${to.process.name}: ${submissions.map(({ msg, key = 'no key' }) => `${msg} (${key})`).join(', ')}`,
    );
    const answered = messages.map((message) => this.#begin(message, to.process));
    to.process.later(random.between(0, 2), () => {
      void to.poster.post(submissions).then((answers) => {
        to.process.later(random.between(0, 2), () => {
          for (const [index, answer] of answers.entries()) answered[index]?.(answer);
        });
      });
    });
    timeline.at(random.between(9_000, 20_000), () => {
      for (const answer of answered) answer('given up');
    });
    const keyed = messages.filter(({ key }) => key !== undefined);
    if (keyed.length > 0 && random.chance(0.1)) this.#plan(random.between(0, 30), keyed);
  }

  /** @returns takes the first answer */
  #begin(message: ClientMessage, process: Process): (answer: Heard) => void {
    const { timeline } = this.#deps.environment;
    const attempt: Attempt = {
      facade: process.name,
      beganMs: timeline.nowMs,
      endedMs: Infinity,
      answer: undefined,
    };
    message.attempts.push(attempt);
    const open = this.#underWay.get(process) ?? new Set();
    this.#underWay.set(process, open);
    const answered = (answer: Heard): void => {
      open.delete(answered);
      if (attempt.answer !== undefined) return;
      attempt.answer = answer;
      attempt.endedMs = timeline.nowMs;
      this.#hear(message, answer);
    };
    open.add(answered);
    return answered;
  }

  #hear(message: ClientMessage, answer: Heard): void {
    const { random, trace, faults } = this.#deps.environment;
    const text =
      typeof answer === 'string'
        ? `nothing: ${answer}`
        : `${answer.status} ${'message' in answer ? answer.message.msg : answer.error}`;
    trace.add(() => `client of ${message.names.join(' ')} hears ${text}`);
    const isAcknowledged = typeof answer === 'object' && 'message' in answer;
    if (isAcknowledged) message.key ??= answer.message.uuid;
    if (message.key === undefined) return;
    const isInsisting = !isAcknowledged && (faults.areOver ? message.isPersistent : random.chance(0.7));
    const isRepeating = isAcknowledged && faults.chance(0.15);
    if ((isInsisting || isRepeating) && (faults.areOver || message.attempts.length < mostAttempts))
      this.#plan(random.between(0, random.oneOf([20, 2_000, 12_000])), [message]);
  }
}
