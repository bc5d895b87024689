import type { RecordedFault } from './recorded-fault.ts';

/** A fault that lasts until it is undone. */
export interface LastingFault {
  kind: RecordedFault['kind'];
  /** Instance or member. */
  name: string;
  /** The name or role in the step that resolved to it. */
  target: string;
  /**
   * Undoes it for exactly the process that it was done to.
   * @returns `gone` if that process has ended
   * @throws NotReadyError if it could not be undone
   */
  undo: () => Promise<'undone' | 'gone'>;
}

export interface Undone {
  name: string;
  result: 'undone' | 'gone';
}

/**
 * Undoes all of them at once, and removes each from `lasting` when it is undone. @throws as `undo`, after all were
 * tried
 */
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
