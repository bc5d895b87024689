import { UsageError } from '../../foundation/errors/errors.ts';

/** @throws UsageError if a run is to wait for Enter, and nobody can press it */
export function refusePause({ pause, json }: { pause: boolean; json: boolean }): void {
  if (!pause || (!json && process.stdin.isTTY)) return;
  throw new UsageError('--pause needs a terminal: it waits for Enter', {
    hint: json ? 'leave out --pause or --json' : 'run it in a terminal, or leave out --pause',
  });
}
