import type { ChalkInstance } from 'chalk';
import type { TopologyEntry } from '../../topology/builtin-topologies.ts';
import { coloursFor } from '../../terminal/colours.ts';
import { renderTable } from '../../terminal/table.ts';
import { BaseCommand } from '../frame/base.ts';
import type { TopologyListDocument } from '../frame/documents.ts';

export class TopologyList extends BaseCommand {
  static override description =
    'Lists the topologies that can be started by name: those in the folder topologies of this directory, and the built-in ones.';
  static override examples = [{ command: 'distq topology list', description: 'List the topologies' }];
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(TopologyList);
    const { listTopologies } = await import('../../topology/builtin-topologies.ts');
    const topologies = await listTopologies(process.cwd());
    this.print<TopologyListDocument>(flags.json, { topologies }, () =>
      renderTopologies(topologies, coloursFor('stdout')),
    );
  }
}

function renderTopologies(topologies: readonly TopologyEntry[], colours: ChalkInstance): string {
  return renderTable(
    [
      { title: 'NAME' },
      { title: 'FROM' },
      { title: 'MEMBERS', align: 'right' },
      { title: 'INSTANCES', align: 'right' },
      { title: 'DESCRIPTION' },
    ],
    topologies.map(({ name, origin, file, members, instances, description, problem }) => [
      name,
      origin === 'built-in' ? 'distq' : file,
      ...(problem === null
        ? [String(members), String(instances), description]
        : ['-', '-', colours.red(problem.split('\n')[0] ?? 'invalid')]),
    ]),
  );
}
