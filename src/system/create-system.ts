import type { ClientContract } from '../protocol/client-contract.ts';
import type { System } from './contract/system.ts';
import { describedSystem, type DescribedOptions } from './described/described-system.ts';
import { distqSystem } from './distq/distq-system.ts';

/**
 * The services that a run or a command uses.
 * @param client how to talk to them, as the topology or the status of its session says; undefined: distq's own services
 */
export function createSystem(client?: ClientContract, options: DescribedOptions = {}): System {
  return client === undefined ? distqSystem : describedSystem(client, options);
}
