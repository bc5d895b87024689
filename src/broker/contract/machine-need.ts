import type { ChosenRuntime, RuntimeChoice } from './runtime-choice.ts';

/** A thing that was found, or the reason why it was not. */
export type Finding = { found: string } | { problem: string; remedy?: string | undefined };

/** One thing that members need or can use. */
export interface MachineNeed {
  name: string;
  finding: Finding;
  /** The runtime that cannot start without it; null: it is fetched at the first start. */
  requiredBy: ChosenRuntime | null;
}

/** What a broker found on this machine. */
export interface MachineInspection {
  runtime: RuntimeChoice;
  needs: MachineNeed[];
  /** Memory of one member, in bytes. */
  memberBytes: number;
}
