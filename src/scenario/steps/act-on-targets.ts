import type { RunContext } from './run-context.ts';
import { shownText, type Shown } from './shown.ts';
import { resolveAll } from './targets.ts';

/**
 * Does something to all targets of a step at once.
 * @param done begins what is shown, before the names
 * @throws UsageError for an unknown name, NotReadyError for a role that no process has
 */
export async function actOnTargets(
  context: RunContext,
  targets: string | string[],
  done: string,
  action: (names: string[]) => Promise<unknown>,
): Promise<Shown[]> {
  const names = resolveAll(targets, await context.status(), context.choices);
  await action(names);
  return [shownText(`${done}: ${names.join(', ')}`)];
}
