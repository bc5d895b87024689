import { Flags } from '@oclif/core';
import type { MergedAnswer } from '../../system/contract/merged-answer.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import { coloursFor } from '../../terminal/colours.ts';
import type { GetDocument } from '../frame/documents.ts';
import { FacadeCommand } from './facade-command.ts';
import { renderAnswers } from '../views/get-view.ts';

export class Get extends FacadeCommand {
  static override description =
    'The facade returns the whole log from one logging-service, and the messages that one messages-service received. Both are chosen at random. Use --times to see every messages-service. Long texts are cut; --json prints them in full.';
  static override examples = [
    { command: 'distq get', description: 'Read once' },
    {
      command: 'distq get --times 10',
      description: 'See the random choice, and what each instance received',
    },
    { command: 'distq get --times 10 --json', description: 'For a script' },
  ];
  static override flags = {
    times: Flags.integer({
      char: 'n',
      description: 'number of requests',
      helpValue: 'N',
      default: 1,
      min: 1,
      max: 100_000,
    }),
  };
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(Get);
    const { url, system } = await this.facade({ url: flags.url, session: flags.session, posting: false });
    const readMerged = requireAbility(system.readMerged, 'log and received messages together');
    const answers: MergedAnswer[] = [];
    for (let asked = 0; asked < flags.times; asked++) {
      answers.push(await readMerged(url, flags.timeout, this.interrupted));
    }
    this.print<GetDocument>(flags.json, { answers }, () => renderAnswers(answers, coloursFor('stdout')));
  }
}
