import { join } from 'node:path';
import { runsFolder } from '../../control/session-files.ts';

/** Default directory of a run's evidence, named after the start time so that runs sort. */
export function runsDirectory(workingDirectory: string, now: Date): string {
  return join(runsFolder(workingDirectory), now.toISOString().replaceAll(':', '-').replace('.', '-'));
}
