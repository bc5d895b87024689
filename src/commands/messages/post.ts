import { Args, Flags } from '@oclif/core';
import type { Posted, PostSummary } from '../../posting/post-messages.ts';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { createProgress } from '../../terminal/progress.ts';
import type { PostDocument } from '../frame/documents.ts';
import type { Facade } from './facade-address.ts';
import { FacadeCommand } from './facade-command.ts';
import { completes } from '../frame/completes.ts';
import { planMessages, type MessagePlan } from './message-plan.ts';
import { namedFailures, renderPostProgress, renderPostSummary } from '../views/post-view.ts';

interface Sending {
  concurrency: number;
  rate: number | undefined;
  timeout: number;
  retryForMs: number;
  journal: string | undefined;
}

export class Post extends FacadeCommand {
  static override description =
    'Posts messages through the facade and reports how many were acknowledged. Retries while the queue is full (--retry-for). Refused: certainly not accepted. Indeterminate: no answer came, so the outcome is unknown. Exits with 1 unless all were acknowledged.';
  static override examples = [
    { command: 'distq post "hello world"', description: 'Post one message' },
    { command: 'distq post --count 10', description: 'Post msg1 … msg10, one after another' },
    {
      command: 'distq post --count 10000 --concurrency 64 --journal posted.jsonl',
      description: 'Post under load, with a journal of every message that survives a crash',
    },
    { command: 'seq 100 | distq post -', description: 'Post each line of standard input' },
  ];
  static override args = {
    texts: Args.string({
      name: 'TEXT',
      description: 'texts to post; `-` reads them from standard input, one per line',
      ...completes('nothing'),
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    count: Flags.integer({
      char: 'c',
      description: 'number of messages to generate',
      helpValue: 'N',
      min: 1,
      max: 100_000_000,
    }),
    prefix: Flags.string({
      description: 'prefix of the generated texts (msg)',
      helpValue: 'WORD',
      ...completes('nothing'),
      dependsOn: ['count'],
    }),
    concurrency: Flags.integer({
      description: 'messages in flight at once; 1 keeps their order',
      helpValue: 'N',
      default: 1,
      min: 1,
      max: 4096,
    }),
    rate: Flags.integer({
      description: 'maximum messages per second; default: unlimited',
      helpValue: 'N',
      min: 1,
      max: 1_000_000,
    }),
    'retry-for': Flags.integer({
      description:
        'seconds to retry a message that was refused with Retry-After (queue full), under the same key; 0: no retry',
      helpValue: 'SECONDS',
      default: 30,
      min: 0,
      max: 3_600,
    }),
    journal: Flags.string({
      description: 'append every attempt and answer to this file (docs/journal.md)',
      helpValue: 'FILE',
      ...completes('file'),
    }),
  };
  protected override readonly graceMs = 5000;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Post);
    const plan = planMessages(
      { texts: [args.texts ?? []].flat(), count: flags.count, prefix: flags.prefix },
      process.stdin,
      this.interrupted,
    );
    const facade = await this.facade({ url: flags.url, session: flags.session, posting: true });
    const { summary, failed } = await this.#post(plan, facade, {
      ...flags,
      rate: flags.rate,
      journal: flags.journal,
      retryForMs: flags['retry-for'] * 1_000,
    });
    this.print<PostDocument>(flags.json, summary, () =>
      renderPostSummary(summary, failed, coloursFor('stdout')),
    );
    if (summary.acknowledged < summary.attempted) process.exitCode = ExitCode.checkFailed;
  }

  async #post(
    { messages, total }: MessagePlan,
    { url, system }: Facade,
    { concurrency, rate, timeout, retryForMs, journal: path }: Sending,
  ): Promise<{ summary: PostSummary; failed: Posted[] }> {
    const { postMessages } = await import('../../posting/post-messages.ts');
    const { Journal } = await import('../../posting/journal.ts');
    const journal = path === undefined ? undefined : await Journal.open(path);
    const progress = createProgress(process.stderr, process.env);
    const failed: Posted[] = [];
    let posted = 0;
    let failures = 0;
    try {
      const summary = await postMessages({
        system,
        url,
        messages,
        concurrency,
        ratePerSecond: rate,
        timeoutMs: timeout,
        retryForMs,
        journal,
        signal: this.interrupted,
        onPosted: (message) => {
          posted++;
          if (message.kind !== 'acknowledged' && ++failures <= namedFailures) failed.push(message);
          progress.update(() => renderPostProgress(posted, total, failures));
        },
      });
      return { summary, failed };
    } finally {
      progress.close();
      await journal?.close();
    }
  }
}
