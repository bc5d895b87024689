import { Flags } from '@oclif/core';
import type { BenchRun } from '../../bench/bench-document.ts';
import type { Comparison } from '../../bench/compare.ts';
import { hasPassed } from '../../bench/judge-bench.ts';
import { leastSizeBytes } from '../../bench/load/numbered-texts.ts';
import type { Session } from '../../control/contract.ts';
import { ExitCode, UsageError } from '../../foundation/errors/errors.ts';
import { createSystem } from '../../system/create-system.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { createProgress } from '../../terminal/progress.ts';
import { BaseCommand } from '../frame/base.ts';
import { renderBench, renderDrainProgress, renderLoadProgress } from '../views/bench-view.ts';
import { completes } from '../frame/completes.ts';
import type { BenchDocument } from '../frame/documents.ts';
import { facadeOf, parseAddress, timeoutFlag, type Facade } from './facade-address.ts';
import { reportFailure } from '../frame/report-failure.ts';
import { isAnimated } from '../../terminal/open-task-list.ts';

const defaults = { closedConcurrency: 32, openConcurrency: 256, durationS: 10, warmUpS: 2 };

export class Bench extends BaseCommand {
  static override description = [
    'Puts the facade under load and measures throughput, latency and the longest time without an acknowledgement. Then waits until',
    'all messages have arrived. Exits with 0 if every message was acknowledged and arrived exactly once, else with 1. See docs/bench.md.',
  ].join(' ');
  static override examples = [
    { command: 'distq bench', description: '32 connections for ten seconds, at full speed' },
    {
      command: 'distq bench --rate 500 --duration 30',
      description: '500 messages per second at a fixed rate (open loop)',
    },
    { command: 'distq bench --json > before.json', description: 'Save a run' },
    { command: 'distq bench --compare before.json', description: 'Compare a later run with it' },
    {
      command: 'distq bench --target http://127.0.0.1:9000 --report echo',
      description: 'Measure another facade and write an HTML report',
    },
  ];
  static override flags = {
    concurrency: Flags.integer({
      description: `maximum messages in flight, one connection each [default: ${defaults.closedConcurrency}; with --rate ${defaults.openConcurrency}]`,
      helpValue: 'N',
      min: 1,
      max: 4096,
    }),
    rate: Flags.integer({
      description:
        'messages per second, sent on schedule (open loop); default: each connection posts again after each answer (closed loop)',
      helpValue: 'R',
      min: 1,
      max: 1_000_000,
    }),
    duration: Flags.integer({
      description: `seconds to measure [default: ${defaults.durationS}]`,
      helpValue: 'S',
      min: 1,
      max: 86_400,
      exclusive: ['count'],
    }),
    count: Flags.integer({
      char: 'c',
      description: 'messages to measure',
      helpValue: 'N',
      min: 1,
      max: 100_000_000,
    }),
    size: Flags.integer({
      description: 'size of each text in bytes',
      helpValue: 'BYTES',
      default: 32,
      min: leastSizeBytes,
      max: 1_000_000,
    }),
    'warm-up': Flags.integer({
      description: `seconds of load before the measurement [default: ${defaults.warmUpS}; with --count 0]`,
      helpValue: 'S',
      min: 0,
      max: 3600,
    }),
    timeout: timeoutFlag,
    'drain-timeout': Flags.integer({
      description: 'seconds to wait until all have arrived; 0: do not check',
      helpValue: 'S',
      default: 60,
      min: 0,
      max: 86_400,
    }),
    target: Flags.string({
      description:
        'address of any endpoint that accepts the same form post (path optional); default: the facade of the running topology',
      helpValue: 'URL',
      ...completes('nothing'),
      parse: (text) => Promise.resolve(parseAddress(text).href),
    }),
    csv: Flags.boolean({ description: 'print CSV, one row per second', exclusive: ['json', 'compare'] }),
    compare: Flags.string({
      description: 'compare with an earlier run: a file that --json printed',
      helpValue: 'FILE',
      ...completes('file'),
    }),
    report: Flags.string({
      description: 'write an HTML report with charts, and the JSON document',
      helpValue: 'DIR',
      ...completes('directory'),
    }),
  };
  protected override readonly graceMs = 10_000;

  async run(): Promise<void> {
    const { flags } = await this.parse(Bench);
    const { readBenchDocument } = await import('../../bench/bench-document.ts');
    // Checked before the run: an unreadable file or directory found afterwards would waste the measurement.
    const before = flags.compare === undefined ? undefined : await readBenchDocument(flags.compare);
    if (flags.report !== undefined) {
      const { prepareBenchReport } = await import('../../bench/report/write-bench-report.ts');
      await prepareBenchReport(flags.report);
    }
    const run =
      flags.target === undefined
        ? await this.withSession(flags.session, async (session) =>
            this.#bench(flags, await facadeOf(session, { flag: '--target', posting: true }), session),
          )
        : await this.#bench(
            flags,
            { url: requireHttp(new URL(flags.target)), system: createSystem() },
            undefined,
          );
    const { compareRuns } = await import('../../bench/compare.ts');
    const comparison = before === undefined ? undefined : compareRuns(before, run);
    if (flags.csv) {
      const { csvOf } = await import('../../bench/csv.ts');
      process.stdout.write(csvOf(run.seconds));
    } else {
      const document = comparison === undefined ? run : { ...run, comparison };
      this.print<BenchDocument>(flags.json, document, () =>
        renderBench(run, comparison, coloursFor('stdout')),
      );
    }
    if (flags.report !== undefined) await this.#report(flags.report, run, comparison);
    if (!hasPassed(run)) process.exitCode = ExitCode.checkFailed;
  }

  /** The measurement is already printed: nothing may follow it on standard output. */
  async #report(directory: string, run: BenchRun, comparison: Comparison | undefined): Promise<void> {
    const { writeBenchReport } = await import('../../bench/report/write-bench-report.ts');
    try {
      await writeBenchReport(directory, run, comparison);
    } catch (error) {
      reportFailure(error, false);
    }
  }

  async #bench(flags: BenchFlags, { url, system }: Facade, session: Session | undefined): Promise<BenchRun> {
    const { runBench } = await import('../../bench/run-bench.ts');
    const { count, rate, duration } = flags;
    const { openConcurrency, closedConcurrency, durationS, warmUpS } = defaults;
    const progress = isAnimated(process.stderr, process.env)
      ? createProgress(process.stderr, process.env)
      : undefined;
    try {
      return await runBench({
        system,
        url,
        session,
        concurrency: flags.concurrency ?? (rate === undefined ? closedConcurrency : openConcurrency),
        ratePerSecond: rate ?? null,
        sizeBytes: flags.size,
        warmUpMs: (flags['warm-up'] ?? (count === undefined ? warmUpS : 0)) * 1000,
        durationMs: count === undefined ? (duration ?? durationS) * 1000 : Infinity,
        count: count ?? Infinity,
        timeoutMs: flags.timeout,
        drainTimeoutMs: flags['drain-timeout'] * 1000,
        signal: this.interrupted,
        onSecond: (row) => progress?.update(() => renderLoadProgress(row)),
        onDrain: (missing) => progress?.update(() => renderDrainProgress(missing)),
      });
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

function requireHttp(url: URL): URL {
  if (url.protocol === 'http:') return url;
  throw new UsageError(`cannot measure ${url.href}`, {
    hint: 'use an address that begins with http://',
  });
}
