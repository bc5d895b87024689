import type { MessageMap } from '../../../src/services/logging/message-map.ts';

/** A message map without a cluster, for tests of the HTTP contract. */
export function memoryMap(): MessageMap & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    putIfAbsent: (uuid, msg) => {
      const earlier = entries.get(uuid);
      if (earlier === undefined) entries.set(uuid, msg);
      return Promise.resolve(earlier);
    },
    texts: () => Promise.resolve([...entries.values()]),
  };
}
