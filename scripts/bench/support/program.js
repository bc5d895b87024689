import { join } from 'node:path';
import { project } from '../../shared/project.js';

/** The program as it is built. */
export const program = join(project, 'bin', 'distq.js');
