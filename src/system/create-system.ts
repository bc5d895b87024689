import type { System } from './contract/system.ts';
import { distqSystem } from './distq/distq-system.ts';

/** The services that a run or a command uses. */
export function createSystem(): System {
  return distqSystem;
}
