import type { ChalkInstance } from 'chalk';
import type { ScenarioEntry } from '../../scenario/file/builtin-scenarios.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderTable } from '../../terminal/table.ts';
import { BaseCommand } from '../frame/base.ts';
import type { ScenarioListDocument } from '../frame/documents.ts';

export class ScenarioList extends BaseCommand {
  static override description =
    'Lists the scenarios that can be run by name: those in the folder scenarios of this directory, and the built-in ones.';
  static override examples = [{ command: 'distq scenario list', description: 'List the scenarios' }];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(ScenarioList);
    const { listScenarios } = await import('../../scenario/file/builtin-scenarios.ts');
    const scenarios = await listScenarios(process.cwd());
    this.print<ScenarioListDocument>(flags.json, { scenarios }, () =>
      renderScenarios(scenarios, coloursFor('stdout')),
    );
  }
}

function renderScenarios(scenarios: readonly ScenarioEntry[], colours: ChalkInstance): string {
  return renderTable(
    [{ title: 'NAME' }, { title: 'FROM' }, { title: 'TOPOLOGY' }, { title: 'TAGS' }, { title: 'TITLE' }],
    scenarios.map(({ name, origin, file, topology, tags, title, problem }) => [
      name,
      origin === 'built-in' ? 'distq' : file,
      topology,
      tags.join(' '),
      problem === null ? title : colours.red(problem.split('\n')[0] ?? 'invalid'),
    ]),
  );
}
