import { Flags } from '@oclif/core';
import { NothingRunningError } from '../../foundation/errors/errors.ts';
import { BaseCommand } from '../frame/base.ts';
import type { PageDocument } from '../frame/documents.ts';

export class OpenLivePage extends BaseCommand {
  static override description =
    'Opens the live page of the running lab in the browser of this machine, and prints its address. The address contains a token: anyone who has it can do everything on the page.';
  static override examples = [
    { command: 'distq page', description: 'Open the page' },
    { command: 'distq page --print', description: 'Only print its address' },
  ];
  static override flags = {
    print: Flags.boolean({ description: 'only print the address, and open no browser' }),
  };
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(OpenLivePage);
    const { page } = await this.withSession(flags.session, (session) => session.status());
    if (page === undefined) {
      throw new NothingRunningError('this lab has no live page', {
        hint: 'start it without --no-page, and with a topology that does not say `page: false`',
      });
    }
    this.print<PageDocument>(flags.json, { page }, () => `${page}\n`);
    if (flags.print || flags.json) return;
    const { openInBrowser } = await import('./open-in-browser.ts');
    await openInBrowser(page);
  }
}
