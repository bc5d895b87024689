import { v5 as uuidOfName, validate as isUuid } from 'uuid';
import type { PostContract } from '../../protocol/client-contract.ts';

/** Makes UUIDs of tokens. A random constant. */
const namespace = '0b6d3f3a-6a0e-4a52-9d5c-6f1c0c6f7c1e';

/**
 * The header with the key of a message, by name in lower case; none if the contract has no key.
 * @param id UUID or token of the message. The same id gives the same key
 */
export function keyHeaders({ key }: PostContract, id: string): Record<string, string> {
  if (key === undefined) return {};
  return { [key.header.toLowerCase()]: isUuid(id) ? id : uuidOfName(id, namespace) };
}
