import { DistqError } from '../../foundation/errors/errors.ts';
import { allRequirements } from './all-requirements.ts';
import { probeAddresses } from './probe-addresses.ts';
import type { Part, RowVerdict } from '../requirement.ts';
import type { Selection } from '../selection.ts';
import { partOne } from '../requirements/part-one.ts';
import { Notes } from '../notes.ts';
import { topologyOf, withLab, type LabStart } from './with-lab.ts';

/** What would be judged, and what the addresses answered. */
export interface DryRun {
  file: string;
  name: string | null;
  requirements: { id: string; part: Part; title: string; notApplicable: string | null }[];
  /** One line for each address. */
  probes: string[];
  problem: { code: string; message: string; hint: string | null } | null;
}

/**
 * Starts the system, probes each address once, posts the messages of part 1, and takes it down: whether a field of a post
 * is right shows only in what the system then has.
 */
export async function dryRun(options: LabStart & { only: readonly Selection[] }): Promise<DryRun> {
  const found: DryRun = { file: options.file, name: null, requirements: [], probes: [], problem: null };
  try {
    const topology = await topologyOf(options);
    found.name = topology.name;
    await withLab(
      topology,
      options,
      async (lab) => {
        found.requirements = allRequirements(options.only).map(({ id, part, title, notFor }) => ({
          id,
          part,
          title,
          notApplicable: notFor?.(lab) ?? null,
        }));
        found.probes = await probeAddresses(lab);
        const posts = partOne().find(({ id }) => id === 'posts');
        const outcome = await posts?.judge(lab, new Notes());
        const verdict: RowVerdict = outcome?.verdict ?? 'unknown';
        found.probes.push(
          `${lab.system.postAddress(lab.facade).href}: ten posts, ${outcome?.reason ?? verdict}`,
        );
      },
      () => undefined,
    );
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof DistqError)) throw error;
    found.problem = { code: error.code, message: error.message, hint: error.hint ?? null };
  }
  return found;
}
