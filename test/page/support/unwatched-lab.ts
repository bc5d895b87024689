import { join } from 'node:path';
import type { WatchedLab } from '../../../src/page/watch/watched-lab.ts';

/** A lab whose session is not asked. */
export function unwatchedLab(directory: string): WatchedLab {
  return {
    session: () => {
      throw new Error('the session is not asked');
    },
    cluster: () => undefined,
    directory,
    runs: join(directory, 'runs'),
    program: (args) => ({ file: 'none', args }),
  };
}
