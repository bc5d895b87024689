import { z } from 'zod';

/** Items or entries that a member owns, and that it holds as backups. */
export const counts = z.object({ owned: z.number(), backup: z.number() });
export type Counts = z.output<typeof counts>;
