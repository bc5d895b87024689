import { join } from 'node:path';
import { project } from './project.js';

/** Path of the built program. */
export const program = join(project, 'bin', 'distq.js');
