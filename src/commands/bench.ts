import { Flags } from '@oclif/core';
import type { BenchDocument } from '../bench/bench-document.ts';
import type { RemoteSession } from '../control/client.ts';
import { ExitCode } from '../shared/errors.ts';
import { createProgress } from '../terminal/progress.ts';
import { isAnimated } from '../terminal/task-list.ts';
import { BaseCommand } from './base.ts';
import { facadeOf, parseAddress } from './facade-address.ts';

export class Bench extends BaseCommand {
  static override description = [
    'Puts the facade under load and measures it: how many messages a second, how long each took, and the longest time without an',
    'acknowledgement; then waits until all have arrived. Exits with 1 if an acknowledged message is lost or doubled.',
  ].join(' ');
  static override flags = {
    concurrency: Flags.integer({
      description: 'connections [default: 32; 256 with --rate]',
      helpValue: 'N',
      min: 1,
      max: 4096,
    }),
    rate: Flags.integer({ description: 'messages a second', helpValue: 'R', min: 1, max: 1_000_000 }),
    duration: Flags.integer({
      description: 'seconds',
      helpValue: 'S',
      min: 1,
      max: 86_400,
      exclusive: ['count'],
    }),
    count: Flags.integer({ char: 'c', description: 'messages', helpValue: 'N', min: 1, max: 100_000_000 }),
    size: Flags.integer({
      description: 'bytes of each text',
      helpValue: 'BYTES',
      default: 32,
      min: 20,
      max: 65_536,
    }),
    'warm-up': Flags.integer({
      description: 'seconds before anything is measured',
      helpValue: 'S',
      min: 0,
      max: 3600,
    }),
    timeout: Flags.integer({ description: 'ms', helpValue: 'MS', default: 10_000, min: 1, max: 3_600_000 }),
    'drain-timeout': Flags.integer({ description: 's', helpValue: 'S', default: 60, min: 1, max: 3600 }),
    target: Flags.string({ description: 'url', helpValue: 'URL' }),
  };
  protected override readonly graceMs = 10_000;

  async run(): Promise<void> {
    const { flags } = await this.parse(Bench);
    const document =
      flags.target === undefined
        ? await this.withSession(flags.session, async (session) =>
            this.#bench(flags, await facadeOf(session), session),
          )
        : await this.#bench(flags, parseAddress(flags.target), undefined);
    this.print(flags.json, document, () => `${JSON.stringify(document, null, 1)}\n`);
    if (document.arrival?.complete === false) process.exitCode = ExitCode.checkFailed;
  }

  async #bench(flags: BenchFlags, url: URL, session: RemoteSession | undefined): Promise<BenchDocument> {
    const { NumberedTexts } = await import('../bench/form-request.ts');
    const { runLoad } = await import('../bench/run-load.ts');
    const { awaitArrival } = await import('../bench/await-arrival.ts');
    const signal = this.interrupted;
    const progress = isAnimated(process.stderr, process.env)
      ? createProgress(process.stderr, process.env)
      : undefined;
    const texts = new NumberedTexts(flags.size);
    const connections = flags.concurrency ?? (flags.rate === undefined ? 32 : 256);
    const warmUpMs = (flags['warm-up'] ?? (flags.count === undefined ? 2 : 0)) * 1000;
    const durationMs = flags.count === undefined ? (flags.duration ?? 10) * 1000 : Infinity;
    try {
      const { result, sent } = await runLoad({
        url,
        texts,
        sizeBytes: flags.size,
        connections,
        ratePerSecond: flags.rate,
        warmUpMs,
        durationMs,
        count: flags.count ?? Infinity,
        timeoutMs: flags.timeout,
        signal,
        onSecond: (row) => progress?.update(() => `${row?.acknowledged ?? 0}/s`),
      });
      const arrival =
        session === undefined || signal.aborted
          ? null
          : await awaitArrival({
              session,
              texts,
              sent,
              timeoutMs: flags['drain-timeout'] * 1000,
              signal,
              onProgress: () => undefined,
            });
      return {
        target: url.href,
        mode: flags.rate === undefined ? 'closed' : 'open',
        concurrency: connections,
        ratePerSecond: flags.rate ?? null,
        sizeBytes: flags.size,
        warmUpMs,
        ...result,
        arrival,
      };
    } finally {
      progress?.close();
    }
  }
}

interface BenchFlags {
  concurrency: number | undefined;
  rate: number | undefined;
  duration: number | undefined;
  count: number | undefined;
  size: number;
  'warm-up': number | undefined;
  timeout: number;
  'drain-timeout': number;
}
