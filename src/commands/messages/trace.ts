import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../foundation/errors/errors.ts';
import { askedMessage } from '../../protocol/trace/asked-message.ts';
import { requireAbility } from '../../system/contract/require-ability.ts';
import { createSystem } from '../../system/create-system.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { BaseCommand } from '../frame/base.ts';
import { completes } from '../frame/completes.ts';
import type { TraceDocument } from '../frame/documents.ts';
import { renderTrace } from '../views/trace-view.ts';

export class Trace extends BaseCommand {
  static override description =
    'Asks every service what it knows of a message: when it was posted, logged, offered, answered, polled, recorded, shown and cleared, repeats and relays included. Each service keeps its last 10,000 stages until it is restarted; the ledger and the log tell what became of older messages. Exits with 1 if nothing is known of it.';
  static override examples = [
    { command: 'distq trace msg1', description: 'The way of the newest messages with this text' },
    {
      command: 'distq trace 5c1c9c3e-8b8a-4b06-a4f2-0f6c1a0f3a51 --json',
      description: 'The way of one message, for a script',
    },
  ];
  static override args = {
    message: Args.string({
      name: 'TEXT|UUID',
      description: 'whole text of a message, or its UUID',
      ...completes('nothing'),
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    timeout: Flags.integer({
      description: 'milliseconds to wait for the services, up to three times',
      helpValue: 'MS',
      default: 2_000,
      min: 1,
      max: 60_000,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Trace);
    const trace = await this.withSession(flags.session, async (session) => {
      const status = await session.status();
      const collect = requireAbility(createSystem(status.client).trace, 'the way of a message');
      return collect(askedMessage(args.message), status, {
        timeoutMs: flags.timeout,
        signal: this.interrupted,
      });
    });
    this.print<TraceDocument>(flags.json, trace, () => renderTrace(trace, coloursFor('stdout')));
    if (trace.messages.length === 0) process.exitCode = ExitCode.checkFailed;
  }
}
