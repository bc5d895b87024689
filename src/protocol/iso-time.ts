import { z } from 'zod';

/** A point in time in ISO 8601. */
export const isoTime = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'a time in the form 2026-01-05T10:00:00.000Z');
