import type { RecordedFault } from './recorded-fault.ts';

/** A fault that lasts until it is undone. */
export interface LastingFault {
  kind: RecordedFault['kind'];
  /** Instance or member. */
  name: string;
  /** The target of the step that resolved to it: a name or a role. */
  target: string;
  /**
   * Undoes it for the very process that it was done to.
   * @returns `gone` where that process ended meanwhile
   * @throws NotReadyError if it could not be undone
   */
  undo: () => Promise<'undone' | 'gone'>;
}

export interface Undone {
  name: string;
  result: 'undone' | 'gone';
}

/** Undoes these, all at once, and takes each out of `lasting` once it is undone. @throws as `undo` does, after all were tried */
export async function undoFaults(
  lasting: Set<LastingFault>,
  chosen: readonly LastingFault[] = [...lasting],
): Promise<Undone[]> {
  const results = await Promise.allSettled(
    chosen.map(async (fault): Promise<Undone> => {
      const result = await fault.undo();
      lasting.delete(fault);
      return { name: fault.name, result };
    }),
  );
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
