const firstSlots = 1_024;
/** Maximum load factor, so that a search is short. */
const mostUsed = 0.5;
const wordsASlot = 2;

/**
 * Finds the number of a message by its key, with 8 bytes per slot: a hash table of numbers and hashes, without keys.
 * Forgotten messages need not be removed: their slots are reused.
 */
export class KeyIndex {
  /** The oldest number that is still valid. */
  readonly #firstSeq: () => number;
  /** Pairs of a number, 0: free, and the hash of its key. */
  #slots = new Uint32Array(firstSlots * wordsASlot);
  #used = 0;

  constructor(firstSeq: () => number) {
    this.#firstSeq = firstSeq;
  }

  /** @param matches whether the message of that number has the key */
  has(key: string, matches: (seq: number) => boolean): boolean {
    const hash = hashOf(key);
    const firstSeq = this.#firstSeq();
    for (let slot = this.#slotOf(hash); ; slot = this.#next(slot)) {
      const seq = this.#slots[slot];
      if (seq === undefined || seq === 0) return false;
      if (seq >= firstSeq && this.#slots[slot + 1] === hash && matches(seq)) return true;
    }
  }

  /** @param seq number of a message whose key is not in it yet */
  add(key: string, seq: number): void {
    if ((this.#used + 1) * wordsASlot > this.#slots.length * mostUsed) this.#rebuild();
    this.#insert(hashOf(key), seq);
  }

  #insert(hash: number, seq: number): void {
    const firstSeq = this.#firstSeq();
    let slot = this.#slotOf(hash);
    for (let there = this.#slots[slot] ?? 0; there >= firstSeq; there = this.#slots[slot] ?? 0)
      slot = this.#next(slot);
    if (this.#slots[slot] === 0) this.#used += 1;
    this.#slots[slot] = seq;
    this.#slots[slot + 1] = hash;
  }

  /** Removes forgotten messages and doubles the size. */
  #rebuild(): void {
    const old = this.#slots;
    const firstSeq = this.#firstSeq();
    const isKept = (slot: number): boolean => (old[slot] ?? 0) >= Math.max(1, firstSeq);
    let kept = 0;
    for (let slot = 0; slot < old.length; slot += wordsASlot) if (isKept(slot)) kept += 1;
    let slots = firstSlots;
    while (slots * mostUsed < kept * 2) slots *= 2;
    this.#slots = new Uint32Array(slots * wordsASlot);
    this.#used = 0;
    for (let slot = 0; slot < old.length; slot += wordsASlot)
      if (isKept(slot)) this.#insert(old[slot + 1] ?? 0, old[slot] ?? 0);
  }

  #slotOf(hash: number): number {
    return (hash % (this.#slots.length / wordsASlot)) * wordsASlot;
  }

  #next(slot: number): number {
    return (slot + wordsASlot) % this.#slots.length;
  }
}

/** FNV-1a over the characters with mixed bits: keys may differ only at the end. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
