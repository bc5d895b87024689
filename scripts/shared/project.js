import { fileURLToPath } from 'node:url';

/** Path of the project's root directory, with a separator at its end. */
export const project = fileURLToPath(new URL('../..', import.meta.url));
