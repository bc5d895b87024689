import { setTimeout as sleep } from 'node:timers/promises';
import { Flags } from '@oclif/core';
import type { Session, SessionStatus } from '../../control/contract.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { createScreen } from '../../terminal/screen.ts';
import { BaseCommand } from '../frame/base.ts';
import type { StatusDocument } from '../frame/documents.ts';
import { renderStatus } from '../views/status-view.ts';

const defaultIntervalMs = 1000;

export class Status extends BaseCommand {
  static override description =
    'Shows the state, process and port of each service; for each member the items and entries it owns and backs up, as in Management Center; and the owner of the queue.';
  static override examples = [
    { command: 'distq status', description: 'Show the status once' },
    { command: 'distq status --watch', description: 'Refresh it every second' },
    { command: 'distq status --json', description: 'For a script' },
  ];
  static override flags = {
    watch: Flags.boolean({ char: 'w', description: 'refresh until interrupted' }),
    interval: Flags.integer({
      // No default: oclif treats a flag with a default as given, and would then require --watch.
      description: `milliseconds between two refreshes of --watch [default: ${defaultIntervalMs}]`,
      helpValue: 'MS',
      dependsOn: ['watch'],
      min: 100,
      max: 3_600_000,
    }),
  };
  protected override readonly graceMs = 2000;
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    await this.withSession(flags.session, async (session) => {
      if (flags.watch) await this.#watch(session, flags.json, flags.interval ?? defaultIntervalMs);
      else this.#show(await session.status({ fresh: true }), flags.json);
    });
  }

  #show(status: SessionStatus, json: boolean): void {
    this.print<StatusDocument>(json, status, () => renderStatus(status, coloursFor('stdout')));
  }

  async #watch(session: Session, json: boolean, intervalMs: number): Promise<void> {
    const screen = createScreen(process.stdout);
    try {
      while (!this.interrupted.aborted) {
        const status = await session.status();
        if (json) this.printPart<StatusDocument>(true, status, () => '');
        else screen.draw(renderStatus(status, coloursFor('stdout')));
        // It rejects only when interrupted, which ends the loop.
        await sleep(intervalMs, undefined, { signal: this.interrupted }).catch(() => undefined);
      }
    } finally {
      screen.close();
    }
  }
}
