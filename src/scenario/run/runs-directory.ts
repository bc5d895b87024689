import { join } from 'node:path';

/** Default directory of a run's evidence, named after the start time so that runs sort. */
export function runsDirectory(workingDirectory: string, now: Date): string {
  return join(workingDirectory, '.distq', 'runs', now.toISOString().replaceAll(':', '-').replace('.', '-'));
}
