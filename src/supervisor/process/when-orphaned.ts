import { selfCommand } from './self-command.ts';

/**
 * Variables that tell distq's services which clean-up to start after their supervisor was killed
 * (services/start/orphaned.ts).
 */
export function whenOrphaned(record: string): Record<string, string> {
  const { file, args } = selfCommand(['serve', 'cleanup', record]);
  return { DISTQ_WHEN_ORPHANED: JSON.stringify([file, ...args]) };
}
