import { BaseCommand } from '../frame/base.ts';
import type { ManDocument } from '../frame/documents.ts';

export class Man extends BaseCommand {
  static override description =
    'Prints the manual page distq(1) as roff source for man. An npm installation has it already: man distq.';
  static override examples = [
    { command: 'distq man | man -l -', description: 'Read it' },
    { command: 'distq man > distq.1', description: 'Save it, for example for ~/.local/share/man/man1' },
  ];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(Man);
    const { manPage } = await import('../../man/man-page.ts');
    const { describeProgram } = await import('./describe-program.ts');
    const page = manPage(await describeProgram(this.config));
    this.print<ManDocument>(flags.json, { page }, () => page);
  }
}
