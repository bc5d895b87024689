import type { RunContext } from './run-context.ts';
import { shownText, type Shown } from './shown.ts';
import { resolveAll } from './targets.ts';

/**
 * Applies an action to all targets of a step at once.
 * @param done begins the shown text, before the names
 * @throws UsageError for an unknown name, NotReadyError if no process has the role
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
