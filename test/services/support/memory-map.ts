import type { LogReader } from '../../../src/services/logging/log-reader.ts';
import type { MessageMap } from '../../../src/services/logging/message-map.ts';

/** A message map without a cluster, for tests of the HTTP contract. */
export function memoryMap(): MessageMap & LogReader & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    putIfAbsent: (uuid, msg) => {
      const earlier = entries.get(uuid);
      if (earlier !== undefined) return Promise.resolve({ kind: 'there', msg: earlier });
      entries.set(uuid, msg);
      return Promise.resolve({ kind: 'stored', isSure: true });
    },
    setAll: (messages) => {
      for (const { uuid, msg } of messages) entries.set(uuid, msg);
      return Promise.resolve();
    },
    page: (after = '0', limit) => {
      const [from, texts] = [Number(after), [...entries.values()]];
      const json = [Buffer.from(JSON.stringify(texts.slice(from, from + limit)))];
      return Promise.resolve({ json, next: from + limit < texts.length ? String(from + limit) : undefined });
    },
    texts: async function* () {
      await Promise.resolve();
      yield Buffer.from(JSON.stringify([...entries.values()]));
    },
  };
}
