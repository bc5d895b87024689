import { Flags } from '@oclif/core';
import { coloursFor } from '../terminal/colours.ts';
import { BaseCommand } from './base.ts';
import { facadeOf, urlFlag } from './facade-address.ts';
import { renderAnswers } from './get-view.ts';
import type { MergedAnswer } from './merged-answer.ts';

export class Get extends BaseCommand {
  static override description =
    'The facade asks any logging-service for the whole log, and one messages-service, chosen at random, for what it received. Asked several times, every messages-service turns up.';
  static override examples = [
    { command: 'distq get', description: 'Ask once' },
    {
      command: 'distq get --times 10',
      description: 'See the random choice, and what each instance received',
    },
    { command: 'distq get --times 10 --json', description: 'For a script' },
  ];
  static override flags = {
    times: Flags.integer({
      char: 'n',
      description: 'how often to ask',
      helpValue: 'N',
      default: 1,
      min: 1,
      max: 100_000,
    }),
    timeout: Flags.integer({
      description: 'milliseconds to wait for each answer',
      helpValue: 'MS',
      default: 10_000,
      min: 1,
      max: 3_600_000,
    }),
    url: urlFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Get);
    const url =
      flags.url === undefined ? await this.withSession(flags.session, facadeOf) : new URL(flags.url);
    const { requestMergedAnswer } = await import('./merged-answer.ts');
    const answers: MergedAnswer[] = [];
    for (let asked = 0; asked < flags.times; asked++) {
      answers.push(await requestMergedAnswer(url, flags.timeout, this.interrupted));
    }
    this.print(flags.json, { answers }, () => renderAnswers(answers, coloursFor('stdout')));
  }
}
