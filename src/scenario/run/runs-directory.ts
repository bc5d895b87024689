import { join } from 'node:path';

/** Where a run's evidence goes if nobody says where: named after the moment, so that they sort. */
export function runsDirectory(workingDirectory: string, now: Date): string {
  return join(workingDirectory, '.distq', 'runs', now.toISOString().replaceAll(':', '-').replace('.', '-'));
}
