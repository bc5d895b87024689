import { randomBytes } from 'node:crypto';

/** Text that no compression makes much smaller. */
export function randomText(length: number): string {
  return randomBytes(length / 2).toString('hex');
}
