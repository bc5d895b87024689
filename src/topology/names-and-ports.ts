import { z } from 'zod';

/** A name as it appears on the command line and in log file names. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words and digits, joined by single hyphens')
  .max(60);
export const port = z.int().min(1).max(65535);
