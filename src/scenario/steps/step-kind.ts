import type { z } from 'zod';
import type { Finding, Path } from '../../foundation/yaml/finding.ts';
import type { RunContext } from './run-context.ts';
import type { Shown } from './shown.ts';

/** A target of a step, and its place below the step's key. */
export interface PlacedTarget {
  target: string;
  path: Path;
}

/** What a step reads, which a system may not show. `logged`: by each logging-service; `log`: as a whole. */
export type Need = 'cluster' | 'received' | 'log' | 'logged' | 'merged';

/** The actions of a kind of step. Paths begin below the step's key. */
export interface StepActions<With> {
  /** What the step does, for people. */
  title: (step: With) => string;
  /** Names and roles that must exist in the topology. */
  targets?: (step: With) => PlacedTarget[];
  /** For faults: each in a few words, for the fault table. */
  faultWords?: (step: With) => string[];
  /** For faults that need posts in flight: the path of that setting; undefined if it is not set. */
  underWay?: (step: With) => Path | undefined;
  /** Of a step that breaks links: the proxies that it needs (`cluster.links`). */
  links?: (step: With) => 'members' | 'all';
  /** What the system must show. Default: nothing. */
  needs?: (step: With) => Need[];
  /** Rules across the fields of one step. */
  check?: (step: With) => Finding[];
  /**
   * Executes the step. A fault that lasts longer than its step adds its undo to `context.lasting`.
   * @returns what to show
   */
  run: (context: RunContext, step: With) => Promise<Shown[]>;
}

/** One kind of step: its schema in a file, and its actions. */
export interface StepKind<Schema extends z.ZodType> extends StepActions<z.output<Schema>> {
  /** Includes a description, which editors show. */
  schema: Schema;
}

export function defineStep<Schema extends z.ZodType>(kind: StepKind<Schema>): StepKind<Schema> {
  return kind;
}

type Kinds = Record<string, { schema: z.ZodType }>;

/** The value of a step of each kind. */
export type WithByKind<All extends Kinds> = { [Name in keyof All]: z.output<All[Name]['schema']> };

/** A step of one of these kinds: a union with the discriminator `kind`. */
export type StepOf<Withs, Name extends keyof Withs> = {
  [One in Name]: { kind: One; with: Withs[One]; name?: string | undefined; why?: string | undefined };
}[Name];

/** The schemas of all kinds, by name. */
export function schemasOf<All extends Kinds>(kinds: All): { [Name in keyof All]: All[Name]['schema'] };
export function schemasOf(kinds: Kinds): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(kinds).map(([name, { schema }]) => [name, schema]));
}

/** The actions of one step of any kind. */
export interface BoundStep {
  title: () => string;
  targets: () => PlacedTarget[];
  faultWords: () => string[];
  underWay: () => Path | undefined;
  links: () => 'members' | 'all' | undefined;
  needs: () => Need[];
  check: () => Finding[];
  run: (context: RunContext) => Promise<Shown[]>;
}

export function bindStep<With>(kind: StepActions<With>, step: With): BoundStep {
  return {
    title: () => kind.title(step),
    targets: () => kind.targets?.(step) ?? [],
    faultWords: () => kind.faultWords?.(step) ?? [],
    underWay: () => kind.underWay?.(step),
    links: () => kind.links?.(step),
    needs: () => kind.needs?.(step) ?? [],
    check: () => kind.check?.(step) ?? [],
    run: (context) => kind.run(context, step),
  };
}
