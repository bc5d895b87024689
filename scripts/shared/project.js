import { fileURLToPath } from 'node:url';

/** Path of the root directory of the project, with a separator at its end. */
export const project = fileURLToPath(new URL('../..', import.meta.url));
