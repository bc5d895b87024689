import type { System } from './contract/system.ts';
import { distqSystem } from './distq/distq-system.ts';

/** The services that a run or a command deals with. */
export function createSystem(): System {
  return distqSystem;
}
