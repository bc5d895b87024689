import { selfCommand } from './self-command.ts';

/** Variables that tell our services what to start once their supervisor is gone (services/orphaned.ts). */
export function whenOrphaned(record: string): Record<string, string> {
  const { file, args } = selfCommand(['serve', 'cleanup', record]);
  return { DISTQ_WHEN_ORPHANED: JSON.stringify([file, ...args]) };
}
