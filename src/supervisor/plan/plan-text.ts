import type { Plan, PlannedOperation } from './plan.ts';
import type { PartDetails } from './part-details.ts';

/**
 * A plan for people and tests: its waves, with one line for each operation.
 * @param detailsOf details of each start; undefined: only names and causes
 */
export function planText({ waves }: Plan, detailsOf?: (name: string) => PartDetails | undefined): string {
  return waves
    .map((wave, index) => {
      const lines = wave.map((operation) => `  ${lineOf(operation, detailsOf?.(operation.name))}\n`);
      return `wave ${index + 1}\n${lines.join('')}`;
    })
    .join('');
}

function lineOf({ operation, name, cause }: PlannedOperation, details: PartDetails | undefined): string {
  const line = `${operation} ${name} (${cause})`;
  if (operation !== 'start' || details === undefined) return line;
  const port = details.port === null ? 'a free port' : `port ${details.port}`;
  return `${line}, ${port}, ready when ${details.readyWhen}: ${details.runs}`;
}
